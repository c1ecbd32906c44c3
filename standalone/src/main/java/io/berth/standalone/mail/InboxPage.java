package io.berth.standalone.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders the inbox as HTML. */
final class InboxPage {

  private InboxPage() {}

  static String render(List<Mail> mails, @Nullable String to) {
    StringBuilder page =
        new StringBuilder(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Inbox · Berth</title>
            <meta name="color-scheme" content="light dark">
            <link rel="stylesheet" href="/assets/berth.css">
            <link rel="icon" type="image/svg+xml" href="/assets/berth.svg">
            </head>
            <body>
            <header class="top">
            <a class="brand" href="/"><img src="/assets/berth.svg" alt="" width="28" height="28"><span>Berth</span></a>
            </header>
            <div id="main"><main class="wide">
            <h1>Inbox</h1>
            <p class="muted">Emails that the services on this machine have sent, newest first.</p>
            <form method="get" action="/local/inbox" role="search">
            <div class="field">
            <label for="to">Email address</label>
            <div class="with-button">
            <input id="to" name="to" type="email" value="%s">
            <button class="secondary" type="submit">Show</button>
            </div>
            </div>
            </form>
            """
                .formatted(escape(to == null ? "" : to)));
    if (mails.isEmpty()) {
      page.append("<p class=\"muted\">No emails yet.</p>\n");
    }
    mails.forEach(mail -> append(page, mail));
    return page.append(
            "</main></div>\n"
                + "<footer class=\"foot\"><p>Only this machine can see this page.</p></footer>\n")
        .append("</body>\n</html>\n")
        .toString();
  }

  private static void append(StringBuilder page, Mail mail) {
    page.append("<article class=\"card\">\n<h2>").append(escape(mail.subject()));
    page.append("</h2>\n<p class=\"muted\">").append(escape(mail.to()));
    page.append(" · <time>").append(mail.at()).append("</time></p>\n");
    if (mail.code() != null) {
      page.append("<p class=\"amount\">").append(mail.code()).append("</p>\n");
    }
    page.append("<pre tabindex=\"0\">").append(escape(mail.text())).append("</pre>\n</article>\n");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
