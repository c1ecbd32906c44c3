package io.berth.standalone.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.internet.MimeMessage;

/** Discards mails that the mail server would store without limit; the {@link Inbox} has them. */
enum DiscardingMailStore implements GreenMailUser {
  USER;

  @Override
  public void deliver(MovingMessage message) {}

  @Override
  public void deliver(MimeMessage message) {}

  @Override
  public void create() {}

  @Override
  public void delete() {}

  @Override
  public void authenticate(String password) {}

  @Override
  public void setPassword(String password) {}

  @Override
  public String getEmail() {
    return "inbox@localhost";
  }

  @Override
  public String getLogin() {
    return getEmail();
  }

  @Override
  public String getPassword() {
    return "";
  }

  @Override
  public String getQualifiedMailboxName() {
    return getEmail();
  }
}
