package io.berth.demo.shop;

import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;

/** Serves one shop: everything below a folder of the site. */
interface Storefront extends AutoCloseable {

  /** The folder, which has the dialect's name. */
  String folder();

  /** Handles a callback of the platform. */
  WebResponse receiveCallback(WebRequest request);

  /**
   * @param path below the folder
   */
  WebResponse show(String path, WebRequest request);

  /** Handles a form of the shop's pages, and returns the address of the next page. */
  String handleForm(String path, WebRequest request);

  @Override
  void close();
}
