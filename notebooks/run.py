"""Executes the notebooks without a browser: run.py FOLDER [NOTEBOOK...]

Writes into FOLDER each notebook with its outputs, its plots as NAME-1.png, NAME-2.png ..., and the figures
of all as figures.json. Ends with exit code 1 and the error of the first cell that fails.
"""

import base64
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FIGURES = "application/vnd.kappa.figures+json"
HERE = Path(__file__).resolve().parent


def execute(notebook, folder):
    """Executes one notebook, and returns its figures."""
    content = nbformat.read(notebook, as_version=4)
    try:
        NotebookClient(content, timeout=300, kernel_name="python3",
                       resources={"metadata": {"path": str(HERE)}}).execute()
    except CellExecutionError as error:
        raise RuntimeError(f"{notebook.name}: {error}") from None
    finally:
        nbformat.write(content, folder / notebook.name)
    figures, plots = {}, 0
    for cell in content.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            figures.update(data.get(FIGURES, {}))
            if "image/png" in data:
                plots += 1
                (folder / f"{notebook.stem}-{plots}.png").write_bytes(base64.b64decode(data["image/png"]))
    return figures


def main(arguments):
    if not arguments or arguments[0].startswith("-"):
        sys.exit(__doc__)
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # else each kernel warns of its debugger
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    notebooks = [Path(name) for name in arguments[1:]] or sorted(HERE.glob("[0-9]*.ipynb"))
    try:
        with ThreadPoolExecutor(2) as pool:  # each in a process of its own, and half of the time is waiting for servers
            results = list(pool.map(lambda notebook: execute(notebook, folder), notebooks))
    except RuntimeError as error:
        sys.exit(str(error))
    figures = {notebook.stem: result for notebook, result in zip(notebooks, results)}
    (folder / "figures.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
