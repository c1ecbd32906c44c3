package io.berth.standalone.shop;

import io.berth.standalone.web.WebAnswer;
import io.berth.standalone.web.WebRequest;

/** One shop: everything below a folder of the site. */
interface Storefront extends AutoCloseable {

  /** The folder, named as the dialect is. */
  String folder();

  /** What the platform tells. */
  WebAnswer called(WebRequest request);

  /**
   * @param path below the folder
   */
  WebAnswer shows(String path, WebRequest request);

  /** A form of the shop's own pages; where the browser goes then. */
  String does(String path, WebRequest request);

  @Override
  void close();
}
