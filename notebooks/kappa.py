"""What the notebooks share: asking Trino, Cassandra and Elasticsearch, and plots.

The addresses come from the project's configuration: the KAPPA_... variables, else kappa.properties
(or the file that KAPPA_CONFIG names), else the local stack.
"""

import base64
import json
import os
import re
import urllib.error
import urllib.request
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display
from matplotlib.ticker import StrMethodFormatter

TOPICS = {
    "employees": "sample.employees",
    "append_employees": "sample.append_employees",
    "actions": "analyze.action",
    "pages": "reference.page",
    "enriched_actions": "analyze.enriched_action",
    "action_counts": "analyze.action_counts",
    "fulltext": "fulltext.register",
    "dead_letters": "kappa.dead_letters",
}

FIGURES = "application/vnd.kappa.figures+json"

# Okabe and Ito's palette: the colours stay apart for colour-blind readers.
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000"]

THOUSANDS = StrMethodFormatter("{x:,.10g}")

plt.rcParams.update({
    "figure.figsize": (8, 4),
    "figure.dpi": 100,
    "axes.prop_cycle": plt.cycler(color=COLOURS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "axes.axisbelow": True,
})


class KappaError(Exception):
    """Something that the reader can mend; shown without a trace."""

    def _render_traceback_(self, *_):
        return [str(self)]


# --- configuration

def _properties():
    home = Path(os.environ.get("KAPPA_HOME", Path(__file__).resolve().parent.parent))
    named = os.environ.get("KAPPA_CONFIG")
    file = home / (named or "kappa.properties")
    if not file.exists():
        if named:
            raise KappaError(f"{file}: there is no such file; KAPPA_CONFIG names it")
        return {}
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    pairs = (re.split(r"\s*[=:]\s*", line, maxsplit=1) for line in lines if line and line[0] not in "#!")
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def setting(key, default=""):
    """A setting of the project, as './kappa config' explains it."""
    variable = "KAPPA_" + key.upper().replace(".", "_")
    return os.environ.get(variable, _properties().get(key, "")).strip() or default


def _local(server, port):
    return setting(f"stack.{server}.port", str(port))


def topic(name):
    """The topic that the setting topic.NAME names."""
    return setting(f"topic.{name}", TOPICS[name])


def _fill(query):
    """Puts names in for ${topic.x}, ${index.x}, ${name.x} and ${table.x}, as './kappa sql' does."""

    def name(match):
        kind, key = match.groups()
        if kind == "table":
            return f'cassandra.{setting("cassandra.keyspace", "kappa")}.{key}'
        if kind == "name":
            return topic(key)
        if kind == "index":
            return f'elasticsearch."default"."{topic(key).lower()}"'
        # what stands before the first dot is the schema
        schema, dot, table = topic(key).lower().partition(".")
        return f'kafka."{schema}"."{table}"' if dot else f'kafka."default"."{schema}"'

    return re.sub(r"\$\{(topic|index|table|name)\.([a-z_]+)}", name, query)


# --- asking

def _request(url, body, headers, user, password, server, timeout=120):
    request = urllib.request.Request(url, data=body, headers=headers)
    if user and password:
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        request.add_header("Authorization", "Basic " + token)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code in (401, 403):
            raise KappaError(f"{server} does not let '{user}' in: see ./kappa config") from None
        try:
            return {"status": error.code, **json.load(error)}
        except ValueError:
            raise KappaError(f"{server} answered HTTP {error.code}") from None
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise KappaError(
            f"{server} does not answer on {_address(url)} ({reason}): start the local stack with"
            f" './kappa up', or set {server.lower()}.url in kappa.properties") from None


def _address(url):
    return re.sub(r"^https?://([^/@]*@)?([^/]*).*", r"\2", url)


def sql(query):
    """Asks Trino: Kafka, Cassandra and Elasticsearch in one SQL. Returns a data frame.

    A table that is not there yet gives an empty frame and a sentence.
    """
    url = setting("trino.url", f"http://127.0.0.1:{_local('trino', 8080)}").rstrip("/")
    user, password = setting("trino.user", "kappa"), setting("trino.password")
    if password and not url.startswith("https:"):
        raise KappaError("trino.password: a password is sent over https only; trino.url is no https")
    headers = {"X-Trino-User": user, "X-Trino-Source": "kappa notebooks", "X-Trino-Time-Zone": "UTC"}
    columns, rows = [], []
    page = _request(url + "/v1/statement", _fill(query).encode(), headers, user, password, "Trino")
    while True:
        columns = page.get("columns") or columns
        rows += page.get("data") or []
        if "error" in page:
            error = page["error"]
            if error.get("errorName") in ("TABLE_NOT_FOUND", "SCHEMA_NOT_FOUND", "CATALOG_NOT_FOUND"):
                print(f"{error['message']}: nothing has been written there yet.")
                return pd.DataFrame()
            raise KappaError(f"Trino: {error['message']}")
        if "nextUri" not in page:
            break
        page = _request(page["nextUri"], None, headers, user, password, "Trino")
    frame = pd.DataFrame(rows, columns=[column["name"] for column in columns])
    for column in columns:
        frame[column["name"]] = _typed(frame[column["name"]], column["type"])
    return frame


def _typed(values, kind):
    if kind.startswith("timestamp"):
        texts = values.astype(object).where(values.notna(), None).map(lambda text: text and text.replace(" UTC", ""))
        return pd.to_datetime(texts, utc=True).dt.tz_localize(None)
    if re.match(r"tinyint|smallint|integer|bigint|real|double|decimal", kind):
        return pd.to_numeric(values)
    return values


_cassandra = None


def cql(query, parameters=()):
    """Asks Cassandra. Returns a data frame; times are in UTC."""
    global _cassandra
    from cassandra import InvalidRequest, Unavailable, OperationTimedOut
    from cassandra.auth import PlainTextAuthProvider
    from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile, NoHostAvailable
    from cassandra.policies import DCAwareRoundRobinPolicy
    from cassandra.query import dict_factory

    points = setting("cassandra.contact.points", f"127.0.0.1:{_local('cassandra', 9042)}")
    try:
        if _cassandra is None:
            hosts = [point.strip().rpartition(":") for point in points.split(",")]
            user = setting("cassandra.username")
            _cassandra = Cluster(
                [host for host, _, _ in hosts],
                port=int(hosts[0][2]),
                auth_provider=PlainTextAuthProvider(user, setting("cassandra.password")) if user else None,
                execution_profiles={EXEC_PROFILE_DEFAULT: ExecutionProfile(
                    load_balancing_policy=DCAwareRoundRobinPolicy(
                        setting("cassandra.local.datacenter", "datacenter1")),
                    row_factory=dict_factory,
                    request_timeout=60)},
            ).connect(setting("cassandra.keyspace", "kappa"))
        statement = _cassandra.prepare(query)
        result = _cassandra.execute(statement, parameters)
        names = result.column_names
        return pd.DataFrame(list(result), columns=names)
    except InvalidRequest as error:
        if "does not exist" in str(error):
            print("Cassandra: the keyspace or the table is not there yet: './kappa schema apply' makes it.")
            return pd.DataFrame()
        raise KappaError(f"Cassandra: {error}") from None
    except (NoHostAvailable, Unavailable, OperationTimedOut) as error:
        raise KappaError(
            f"Cassandra does not answer on {points} ({type(error).__name__}): start the local stack with"
            " './kappa up', or set cassandra.contact.points in kappa.properties") from None


def search(index, body):
    """Searches the index of a topic with a query of Elasticsearch. Returns its answer."""
    url = setting("elasticsearch.url", f"http://127.0.0.1:{_local('elasticsearch', 9200)}")
    url = url.split(",")[0].strip().rstrip("/")
    answer = _request(
        f"{url}/{topic(index).lower()}/_search",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
        setting("elasticsearch.username"),
        setting("elasticsearch.password"),
        "Elasticsearch")
    if "error" in answer:
        if answer["status"] == 404:
            print(f"Elasticsearch has no index {topic(index)} yet: './kappa connect apply' fills it.")
            return {"hits": {"total": {"value": 0}, "hits": []}, "aggregations": {}}
        raise KappaError(f"Elasticsearch: {answer['error'].get('reason', answer['error'])}")
    return answer


# --- showing

def figure(name, value):
    """Shows a figure, in a way that programs can read too."""
    if hasattr(value, "item"):
        value = value.item()
    text = f"{value:,}" if isinstance(value, (int, float)) else str(value)
    display({FIGURES: {name: value}, "text/plain": f"{name}: {text}"}, raw=True)


def total(frame, column):
    """The sum of a column; 0 where there are no rows."""
    return int(frame[column].sum()) if column in frame else 0


def table(frame, rows=10):
    """Shows the first rows of a frame, or says that there are none."""
    if frame.empty:
        print("No rows yet. './kappa submit all --until-now' fills the tables.")
    else:
        display(frame.head(rows).style.hide(axis="index"))


def _axes(frame, title, x_label, y_label, size=None):
    if frame.empty:
        print(f"No rows for '{title}'. If there should be some: './kappa submit all --until-now' fills the tables.")
        return None
    _, axes = plt.subplots(figsize=size, layout="constrained")
    axes.set_title(title, loc="left", fontweight="bold")
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    return axes


def lines(frame, x, y, title, x_label, y_label, by=None, nested=False):
    """A line over time; with by, one for each of the values of that column. One moment alone gives bars.

    Lines that are nested are drawn thick to thin, so that they show where one lies on the other.
    """
    if by is not None and not frame.empty and frame[x].nunique() == 1:
        return bars(frame, by, y, f"{title}: {frame[x].iloc[0]:%Y-%m-%d %H:%M} UTC", by, y_label)
    axes = _axes(frame, title, x_label, y_label)
    if axes is None:
        return None
    groups = [(None, frame)] if by is None else list(frame.groupby(by, sort=False))
    marker = "o" if len(frame) <= 60 * len(groups) else None
    for number, (name, rows) in enumerate(groups):
        style = ["-", "--", ":", "-."][number // len(COLOURS) % 4]
        width = max(1.5, 6 - 2.25 * number) if nested else 1.5
        axes.plot(rows[x], rows[y], style, label=name, marker=marker, markersize=3, linewidth=width)
    if by is not None:
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    axes.set_ylim(0, 1.08 * frame[y].max() or 1)
    axes.yaxis.set_major_formatter(THOUSANDS)
    if pd.api.types.is_datetime64_any_dtype(frame[x]):
        _times(axes, frame[x])
    return axes


def _times(axes, values):
    import matplotlib.dates as dates

    locator = dates.AutoDateLocator(maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    if values.min() == values.max():
        axes.set_xlim(values.min() - pd.Timedelta("30min"), values.max() + pd.Timedelta("30min"))


def bars(frame, x, ys, title, x_label, y_label):
    """Lying bars, the first row on top; several columns stand side by side."""
    ys = [ys] if isinstance(ys, str) else ys
    axes = _axes(frame, title, y_label, x_label, size=(8, max(2.5, 0.7 + 0.3 * len(frame) * max(1, len(ys) * 0.6))))
    if axes is None:
        return None
    places, height = range(len(frame)), 0.8 / len(ys)
    for number, y in enumerate(ys):
        axes.barh([place + (number - (len(ys) - 1) / 2) * height for place in places], frame[y], height,
                  label=y.replace("_", " "))
    axes.set_yticks(list(places), frame[x].astype(str))
    axes.invert_yaxis()
    axes.xaxis.set_major_formatter(THOUSANDS)
    axes.grid(visible=False, axis="y")
    if len(ys) > 1:
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    return axes


def histogram(values, title, x_label, y_label, bins=30):
    """How often which values occur."""
    values = pd.Series(values, dtype="float64").dropna()
    axes = _axes(values, title, x_label, y_label)
    if axes is not None:
        axes.hist(values, bins=bins, edgecolor="white")
        axes.xaxis.set_major_formatter(THOUSANDS)
        axes.yaxis.set_major_formatter(THOUSANDS)
    return axes


def boxes(frame, value, by, title, x_label, y_label):
    """The distribution of a value for each of the values of another column: median, quartiles, extremes."""
    axes = _axes(frame, title, y_label, x_label,
                 size=(8, max(2.5, 0.7 + 0.3 * (0 if frame.empty else frame[by].nunique()))))
    if axes is None:
        return None
    groups = sorted(frame.groupby(by), key=lambda group: -group[1][value].median())
    drawn = axes.boxplot([rows[value] for _, rows in groups], vert=False, patch_artist=True, whis=(0, 100),
                         labels=[name for name, _ in groups], medianprops={"color": "black"})
    for box in drawn["boxes"]:
        box.set_facecolor(COLOURS[4])
    axes.invert_yaxis()
    axes.xaxis.set_major_formatter(THOUSANDS)
    return axes


def heat(frame, row, column, value, title, x_label, y_label, unit, most=12):
    """A grid of rows and columns, darker where the value is higher; the highest rows and columns alone."""
    axes = _axes(frame, title, x_label, y_label, size=(8, 5.5))
    if axes is None:
        return None
    highest = {key: frame.groupby(key)[value].sum().nlargest(most).index for key in (row, column)}
    grid = frame.pivot_table(index=row, columns=column, values=value, aggfunc="sum", fill_value=0)
    grid = grid.reindex(index=highest[row], columns=highest[column], fill_value=0)
    image = axes.imshow(grid, cmap="cividis_r", aspect="auto", vmin=0)
    axes.set_xticks(range(len(grid.columns)), grid.columns, rotation=45, ha="right")
    axes.set_yticks(range(len(grid.index)), grid.index)
    axes.grid(visible=False)
    axes.figure.colorbar(image, label=unit, format=THOUSANDS)
    return axes


def mark(axes, frame, x, y, label):
    """Marks points in a plot that is there already."""
    if axes is None or frame.empty:
        return
    axes.scatter(frame[x], frame[y], marker="X", s=60, color=COLOURS[5], zorder=3, label=label)
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
