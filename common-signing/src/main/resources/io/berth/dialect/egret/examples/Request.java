// {{what}} Needs JDK 17 or newer.
// APP_KEY=… java Request.java
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

public class Request {
  public static void main(String[] args) throws Exception {
    Map<String, String> params = new TreeMap<>();
    params.put("appId", "{{app_id}}");
    params.put("time", Long.toString(Instant.now().getEpochSecond()));
    params.put("token", "none");

    // Sorted by name, name=value with nothing between, the key at the end.
    String toSign =
        params.entrySet().stream()
                .map(param -> param.getKey() + "=" + param.getValue())
                .collect(Collectors.joining())
            + System.getenv("APP_KEY");
    byte[] md5 =
        MessageDigest.getInstance("MD5").digest(toSign.getBytes(StandardCharsets.UTF_8));
    params.put("sign", HexFormat.of().formatHex(md5));

    String form =
        params.entrySet().stream()
            .map(
                param ->
                    param.getKey()
                        + "="
                        + URLEncoder.encode(param.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("{{origin}}/v2/user/getInfo"))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    System.out.println(
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}
