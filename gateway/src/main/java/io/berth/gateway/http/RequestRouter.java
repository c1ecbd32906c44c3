package io.berth.gateway.http;

/** Finds out what answers a request that a connection can keep from the framework. */
public interface RequestRouter {

  /** Whether requests for this path are kept from the framework. */
  boolean owns(String path);

  RoutedRequest route(RequestHead head);
}
