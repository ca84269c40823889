import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** People in Mozilla CIS, with nothing but the library of Java: a program parses JSON with the one that it has. */
final class People {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern TOKEN = Pattern.compile("\"access_token\": *\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final Map<String, String> settings;
    private final String token;

    /** Gets a token with these scopes. The settings are environment variables, such as PERSONCTL_CIS_URL. */
    People(Map<String, String> settings, String scope) throws IOException, InterruptedException {
        this.settings = settings;
        var grant = Map.of(
            "grant_type", "client_credentials",
            "audience", settings.get("PERSONCTL_CIS_AUDIENCE"),
            "client_id", settings.get("PERSONCTL_CIS_CLIENT_ID"),
            "client_secret", settings.get("PERSONCTL_CIS_CLIENT_SECRET"),
            "scope", scope);
        var form = grant.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(settings.get("PERSONCTL_CIS_TOKEN_URL")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
        Matcher found = TOKEN.matcher(send(request));
        if (!found.find()) throw new IOException("The response has no token.");
        token = found.group(1);
    }

    /** Returns the profile of the person with this primary e-mail, as JSON. */
    Optional<String> find(String email) throws IOException, InterruptedException {
        // The service decodes the key twice.
        var path = "/v2/user/primary_email/" + encode(encode(email)) + "?active=any";
        var profile = send(HttpRequest.newBuilder(URI.create(settings.get("PERSONCTL_CIS_URL") + path))
            .header("Authorization", "Bearer " + token));
        return profile.equals("{}") ? Optional.empty() : Optional.of(profile);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200)
            throw new IOException("The service responded with " + response.statusCode() + ".");
        return response.body().strip();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
