package dev.kappa.connect.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.message.BasicHeader;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** A cluster, asked in JSON. Thread-safe; closing it ends the requests under way. */
public final class Elasticsearch implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int INTERNAL_ERROR = 500;
  private static final ContentType NDJSON = ContentType.create("application/x-ndjson");

  private final ElasticsearchConnection connection;
  private final RestClient client;

  private Elasticsearch(ElasticsearchConnection connection, RestClient client) {
    this.connection = connection;
    this.client = client;
  }

  /** Opens connections as they are needed: this succeeds while the cluster is away. */
  public static Elasticsearch connect(ElasticsearchConnection connection) {
    var builder =
        RestClient.builder(
                connection.urls().stream().map(Elasticsearch::host).toArray(HttpHost[]::new))
            .setCompressionEnabled(connection.compression())
            .setRequestConfigCallback(
                request ->
                    request
                        .setConnectTimeout((int) connection.connectTimeout().toMillis())
                        .setSocketTimeout((int) connection.readTimeout().toMillis()));
    connection
        .tls()
        .ifPresent(tls -> builder.setHttpClientConfigCallback(http -> secure(http, tls)));
    var path = connection.urls().get(0).getPath();
    if (path != null && path.length() > 1) {
      builder.setPathPrefix(path);
    }
    if (!connection.username().isEmpty()) {
      builder.setDefaultHeaders(new Header[] {login(connection)});
    }
    return new Elasticsearch(connection, builder.build());
  }

  /**
   * Sends a request.
   *
   * @param body a JSON object, or null for none
   * @throws ElasticsearchUnavailableException no answer, 429 or 5xx: may succeed later
   * @throws ElasticsearchRefusedException any other 4xx
   */
  public JsonNode send(String method, String path, Map<String, String> parameters, JsonNode body) {
    var request = request(method, path, parameters);
    if (body != null) {
      request.setEntity(new NByteArrayEntity(Json.encode(body), ContentType.APPLICATION_JSON));
    }
    return json(request);
  }

  /** {@link #send} to {@code _bulk}, with a body of newline-delimited JSON. */
  public JsonNode bulk(Map<String, String> parameters, byte[] body, int length) {
    var request = request("POST", "/_bulk", parameters);
    request.setEntity(new NByteArrayEntity(body, 0, length, NDJSON));
    return json(request);
  }

  /** Whether {@code path} exists, for example {@code /index}. */
  public boolean exists(String path) {
    return perform(request("HEAD", path, Map.of())).getStatusLine().getStatusCode() != NOT_FOUND;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private static Request request(String method, String path, Map<String, String> parameters) {
    var request = new Request(method, path);
    parameters.forEach(request::addParameter);
    return request;
  }

  private JsonNode json(Request request) {
    var entity = perform(request).getEntity();
    if (entity == null) {
      return MissingNode.getInstance();
    }
    try (var content = entity.getContent()) {
      return Json.mapper().readTree(content);
    } catch (IOException e) {
      throw new ElasticsearchUnavailableException(
          "the answer of Elasticsearch at %s was cut: %s".formatted(connection, e.getMessage()), e);
    }
  }

  private Response perform(Request request) {
    try {
      return client.performRequest(request);
    } catch (ResponseException e) {
      var status = e.getResponse().getStatusLine().getStatusCode();
      var error = error(e.getResponse());
      var what = request.getMethod() + " " + request.getEndpoint();
      if (status == TOO_MANY_REQUESTS || status >= INTERNAL_ERROR) {
        throw new ElasticsearchUnavailableException(
            "Elasticsearch at %s is not able to answer %s now: %d %s"
                .formatted(connection, what, status, error),
            e);
      }
      throw new ElasticsearchRefusedException(what, status, error);
    } catch (IOException e) {
      throw new ElasticsearchUnavailableException(
          "Elasticsearch at %s does not answer (%s)".formatted(connection, reason(e)), e);
    } catch (IllegalStateException e) {
      // what the client says of a request that was under way, or begun, when it was closed
      throw new ElasticsearchUnavailableException("the connection was closed", e);
    }
  }

  private static ErrorCause error(Response response) {
    if (response.getEntity() == null) {
      return new ErrorCause("unknown", response.getStatusLine().getReasonPhrase());
    }
    try (var content = response.getEntity().getContent()) {
      var text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      try {
        return ErrorCause.of(Json.mapper().readTree(text));
      } catch (IOException e) {
        return new ErrorCause("unknown", text.strip()); // a proxy's page, not Elasticsearch's JSON
      }
    } catch (IOException e) {
      return new ErrorCause("unknown", "the error's text was cut: " + e.getMessage());
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static HttpAsyncClientBuilder secure(HttpAsyncClientBuilder http, Tls tls) {
    http.setSSLContext(tls.context());
    return tls.hostnameVerified()
        ? http
        : http.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE);
  }

  private static HttpHost host(URI url) {
    return new HttpHost(url.getHost(), url.getPort(), url.getScheme());
  }

  private static Header login(ElasticsearchConnection connection) {
    var login = connection.username() + ":" + connection.password();
    return new BasicHeader(
        HttpHeaders.AUTHORIZATION,
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }
}
