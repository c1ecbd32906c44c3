package io.berth.demo.shop;

import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;

/** One shop: everything below a folder of the site. */
interface Storefront extends AutoCloseable {

  /** The folder, named as the dialect is. */
  String folder();

  /** What the platform tells. */
  WebResponse called(WebRequest request);

  /**
   * @param path below the folder
   */
  WebResponse shows(String path, WebRequest request);

  /** A form of the shop's own pages; where the browser goes then. */
  String does(String path, WebRequest request);

  @Override
  void close();
}
