package io.berth.gateway.route;

import io.berth.dialect.Dialects.RouteMatch;
import io.berth.gateway.http.RequestHead;
import io.berth.gateway.http.RequestRouter;
import io.berth.gateway.http.RoutedRequest;
import org.springframework.stereotype.Component;

/** Routes the dialects' requests: to their endpoint, or to a refusal where none matches. */
@Component
final class ApiRouter implements RequestRouter {

  private final ApiRoutes routes;
  private final ApiRequestProcessor processor;
  private final ApiResponseWriter responses;

  ApiRouter(ApiRoutes routes, ApiRequestProcessor processor, ApiResponseWriter responses) {
    this.routes = routes;
    this.processor = processor;
    this.responses = responses;
  }

  @Override
  public boolean owns(String path) {
    return routes.owns(path);
  }

  @Override
  public RoutedRequest route(RequestHead head) {
    RouteMatch match = routes.match(head);
    return match == null
        ? new UnmatchedRequest(head, routes, responses)
        : new MatchedRequest(match, head, processor, responses);
  }
}
