package io.berth.console.docs;

/**
 * A document that can be shown.
 *
 * @param path relative to the documents' root, for example {@code protocols/dragonex.md}
 * @param folder the part of the path before the last slash, empty at the root
 * @param html safe to show as it is
 */
record Document(String path, String folder, String title, String html) {}
