import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test a session of the mock, with people, faults, clock and journal of its own, so that tests can run at the
 * same time. A test that fails prints the requests that the mock got.
 */
final class MockSession implements BeforeEachCallback, AfterEachCallback {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String origin = System.getenv("PERSONCTL_MOCK_URL");
    private String name;

    @Override
    public void beforeEach(ExtensionContext test) {
        name = test.getRequiredTestClass().getSimpleName() + "." + test.getRequiredTestMethod().getName();
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        if (test.getExecutionException().isPresent()) System.err.println(send("GET", "/requests", ""));
        send("DELETE", "/sessions/" + name, "");
    }

    /** Returns the environment variables with which a client uses this session. */
    Map<String, String> settings() {
        return System.getenv().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, setting -> setting.getValue().replace(origin, url())));
    }

    void addFault(String fault) throws Exception {
        send("POST", "/faults", fault);
    }

    int count(String filter) throws Exception {
        return Integer.parseInt(send("GET", "/requests/count?" + filter, "").replaceAll("\\D", ""));
    }

    private String url() {
        return origin + "/__session/" + name;
    }

    private String send(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url() + "/__admin" + path))
            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        var token = System.getenv("PERSONCTL_MOCK_ADMIN_TOKEN");
        if (token != null) request.header("X-Personctl-Admin-Token", token);
        var response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) throw new IllegalStateException(response.body());
        return response.body();
    }
}
