import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** As much of curl as the README's session asks for: {@code -s}, {@code -H}, {@code -d}, a URL. */
class Curl {
  public static void main(String[] arguments) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder().version(HttpClient.Version.HTTP_1_1);
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "-s" -> {}
        case "-d" -> request.POST(BodyPublishers.ofString(arguments[++i]));
        case "-H" -> {
          String[] header = arguments[++i].split(": ", 2);
          request.header(header[0], header[1]);
        }
        default -> request.uri(URI.create(arguments[i]));
      }
    }
    System.out.print(
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body());
  }
}
