package dev.slipway.bot.news;

import java.util.List;

/** Carriers of which there are as many as somebody configured. */
public interface Carriers {
  List<Carrier> all();
}
