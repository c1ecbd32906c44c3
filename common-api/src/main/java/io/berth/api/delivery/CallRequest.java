package io.berth.api.delivery;

import java.util.Map;

/**
 * A request that was sent to a merchant's server.
 *
 * @param body its beginning; empty for a GET
 */
public record CallRequest(String method, String url, Map<String, String> headers, String body) {}
