package dev.kalm.server.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** All routes. Each says who may call it, so that none is open by an oversight. */
public final class Routes {
  private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]+}");
  private static final int MOST_SUGGESTIONS = 4;

  private final List<Registered> routes = new ArrayList<>();

  /** A route as a description of the API names it: {@code GET /api/v1/certificates/{id}}. */
  public record Route(String method, String path, Access access) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  record Registered(Route route, HandlerType method, Pattern pattern, Handler handler) {}

  Routes() {}

  /** The routes of these resources, in their order, for tests and descriptions. */
  public static List<Route> of(List<Resource> resources) {
    return from(resources).routes.stream().map(Registered::route).toList();
  }

  static Routes from(List<Resource> resources) {
    Routes routes = new Routes();
    resources.forEach(resource -> resource.register(routes));
    return routes;
  }

  /**
   * Answers GET (and HEAD).
   *
   * @param path from the root, with parameters in braces: {@code /api/v1/certificates/{id}}
   */
  public void get(String path, Handler handler, Access access) {
    add(HandlerType.GET, path, handler, access);
  }

  public void post(String path, Handler handler, Access access) {
    add(HandlerType.POST, path, handler, access);
  }

  public void put(String path, Handler handler, Access access) {
    add(HandlerType.PUT, path, handler, access);
  }

  public void delete(String path, Handler handler, Access access) {
    add(HandlerType.DELETE, path, handler, access);
  }

  private void add(HandlerType method, String path, Handler handler, Access access) {
    if (!path.startsWith("/api/")) {
      throw new IllegalArgumentException("The API's paths start with /api/: " + path);
    }
    Route route = new Route(method.toString(), path, access);
    if (has(route)) {
      throw new IllegalArgumentException("Two resources register " + route + ".");
    }
    StringBuilder pattern = new StringBuilder();
    for (String segment : path.substring(1).split("/")) {
      pattern.append('/');
      pattern.append(PARAMETER.matcher(segment).matches() ? "[^/]+" : Pattern.quote(segment));
    }
    routes.add(new Registered(route, method, Pattern.compile(pattern.toString()), handler));
  }

  private boolean has(Route wanted) {
    return routes.stream()
        .map(Registered::route)
        .anyMatch(
            route -> route.method().equals(wanted.method()) && route.path().equals(wanted.path()));
  }

  boolean has(String method, String path) {
    return has(new Route(method, path, Access.PUBLIC));
  }

  List<Registered> all() {
    return routes;
  }

  /** What the Allow header of a path holds; empty if there is no such path. */
  List<String> methods(String path) {
    List<String> methods = new ArrayList<>();
    for (Registered registered : routes) {
      if (registered.pattern().matcher(path).matches()) {
        methods.add(registered.route().method());
        if (registered.method() == HandlerType.GET) {
          methods.add("HEAD");
        }
      }
    }
    return methods.stream().distinct().toList();
  }

  /** The routes whose paths share most with this one. */
  List<Route> near(String path) {
    return routes.stream()
        .map(Registered::route)
        .sorted(Comparator.comparingInt(route -> -likeness(route.path(), path)))
        .limit(MOST_SUGGESTIONS)
        .toList();
  }

  private static int likeness(String a, String b) {
    int shared = 0;
    while (shared < Math.min(a.length(), b.length()) && a.charAt(shared) == b.charAt(shared)) {
      shared++;
    }
    return shared * 2 - Math.abs(a.length() - b.length());
  }
}
