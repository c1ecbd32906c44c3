package io.berth.standalone.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inbox for people. */
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
            <link rel="stylesheet" href="/assets/berth.css">
            </head>
            <body>
            <main>
            <h1>Inbox</h1>
            <p>What this machine's services have mailed, newest first. <a href="/">Home</a></p>
            <form method="get" action="/local/inbox">
            <label>Address <input name="to" type="email" value="%s"></label>
            <button type="submit">Show</button>
            </form>
            """
                .formatted(escape(to == null ? "" : to)));
    if (mails.isEmpty()) {
      page.append("<p>Nothing yet.</p>\n");
    }
    mails.forEach(mail -> append(page, mail));
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static void append(StringBuilder page, Mail mail) {
    page.append("<article>\n<h2>").append(escape(mail.subject())).append("</h2>\n<p>");
    page.append(escape(mail.to())).append(" · <time>").append(mail.at()).append("</time></p>\n");
    if (mail.code() != null) {
      page.append("<p><strong>").append(mail.code()).append("</strong></p>\n");
    }
    page.append("<pre>").append(escape(mail.text())).append("</pre>\n</article>\n");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
