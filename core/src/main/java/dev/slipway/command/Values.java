package dev.slipway.command;

/** What may stand in a place of a line; tells the completer where values come from. */
enum Values {
  /** Free text: nothing is ever offered, least of all a reason. */
  NOTHING,
  RELEASE,
  SERVICE,
  VERSION,
  ENVIRONMENT,
  ITEM,
  STAGE,
  DURATION,
  STRATEGY,
  RISK,
  STATE,
  ROLE,
  WISH,
  PERSON,
  READER,
  CHANNEL,
  DOCUMENT,
  PHASE,
  PRACTICE_VERSION,
  PERCENT,
  COUNT,
  END_OF_WAIVER,
  FIELDS,
  SHELL,
  TOKEN,
  HELP_TOPIC,
  RELEASE_NAME
}
