package dev.slipway.command;

import dev.slipway.gate.GateCode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What every stable code means, for {@code slipway help CODE}. Codes of the gate explain
 * themselves.
 */
final class ErrorCodes {
  private static final Map<String, String> MEANINGS = new TreeMap<>();

  static {
    for (GateCode code : GateCode.values()) {
      MEANINGS.put(code.code(), code.meaning());
    }
    put(
        "E-ASK-01",
        "The line does something dangerous and nobody could be asked: input is no terminal, or --no-input was given. --yes answers.");
    put(
        "E-ASK-02",
        "The line does something that cannot be taken back and wants the release's name as proof that the right one is meant.");
    put("E-ASK-03", "The question was answered with no.");
    put(
        "E-BACK-01",
        "This version was rolled back before. It does not come back by itself: --reason says what is different now.");
    put(
        "E-BACK-02",
        "A finished release is taken back by a new one, to the version before it. That needs a version before it, and that it is what serves now. One that took another back is not taken back itself: what was given up comes back by a new release, with a reason.");
    put(
        "E-BACK-03",
        "The way back exists, but what was written meanwhile would be lost. Stop first; then decide with --accept-data-loss.");
    put(
        "E-BACK-04",
        "The version before is gone from where it was deployed from, or its label means another artifact now. Going back to something that was never tried would be a new release.");
    put(
        "E-BACK-05",
        "A rehearsal gives some users the version before for a moment. It is done only where the configuration allows it.");
    put(
        "E-BUG",
        "Slipway met a situation it was not built for. The history tells what was done; --debug adds where it happened.");
    put(
        "E-CHANGE-01",
        "The commits between the two versions could not be read from the repository, so the risk would be a guess.");
    put("E-CHECK-01", "The checklist has no item of this name.");
    put(
        "E-CHECK-02",
        "A confirmation needs evidence and somebody whose word counts for this item.");
    put(
        "E-CHECK-03",
        "A waiver needs a reason, an end within 90 days, and somebody who may give it.");
    put(
        "E-CHECK-04",
        "What is shown of a release is shown of its version with users: from when everybody is on it until it is over.");
    put(
        "E-DATA-01",
        "Too few requests met the new version for a verdict. Silence is not health: wait, extend, or go on by name.");
    put("E-CATALOG-01", "Another catalogue holds at this store than the one of this process.");
    put("E-CATALOG-02", "Which catalogue holds is for administrators of the one that holds.");
    put(
        "E-CATALOG-03",
        "The catalogue that was sent to a server has problems there. All of them are listed; nothing was changed.");
    put(
        "E-CATALOG-04",
        "Shell and server read the same text to two different catalogues: they are of different versions.");
    put(
        "E-CATALOG-05",
        "Which catalogue is to hold was not sent along. The server's own file is never meant by a line from elsewhere.");
    put(
        "E-CATALOG-06",
        "The catalogue that holds cannot be read here. Who may replace it stands in it, and in nothing else.");
    put(
        "E-CONFIG-01",
        "There is no slipway.yaml in this folder or above it, so it is not known which services there are.");
    put(
        "E-CONFIG-02",
        "slipway.yaml has problems. All of them are listed, with file, line and fix; nothing was opened.");
    put("E-DOCTOR-01", "There is no check of this name; the answer lists those there are.");
    put("E-DEMO-02", "The practice ground needs git and a JDK, and one of them failed.");
    put("E-DEMO-03", "The practice fleet does not run, or refused what it was asked.");
    put(
        "E-DEMO-04",
        "A made-up colleague approves on the practice ground only; anywhere else it takes a real one.");
    put("E-DEMO-01", "The practice fleet does not run, or not here.");
    put(
        "E-FLAG-01",
        "A dark launch begins by hiding what is new, and some users see it already: the flag is on.");
    put(
        "E-INIT-01",
        "There is a slipway.yaml already, and it is never overwritten unasked: --force keeps it as a backup.");
    put(
        "E-INIT-02",
        "A question has no answer yet, and nobody can be asked: the message names the options that answer it.");
    put("E-INIT-03", "An answer cannot stand in a configuration.");
    put(
        "E-INIT-04",
        "What would be written has problems, all of them are listed; nothing was written.");
    put("E-INIT-05", "The file could not be written.");
    put(
        "E-OUT-01",
        "A target, repository or metrics source did not answer. Nothing was changed by this line.");
    put(
        "E-OUTSIDE-01",
        "A system outside failed while the command ran; its name stands in the message.");
    put("E-PLAN-01", "The target cannot carry out the strategy that is asked for or needed.");
    put("E-PLAN-02", "Less care was asked for than the risk needs; that takes a recorded waiver.");
    put("E-PLAN-03", "The target has no room for the new version beside the old one.");
    put("E-PLAN-04", "Nobody declared how much one instance carries, so stages cannot be sized.");
    put("E-PLAN-05", "No limit is configured: nothing would be judged.");
    put(
        "E-PLAN-06",
        "The old version has no ready instance: nothing to compare with, nowhere to go back to.");
    put("E-PLAN-07", "The version to be released is the one that serves.");
    put("E-PLAN-08", "A migration that has to wait stands before one that cannot.");
    put(
        "E-PLAN-09",
        "The plan changed between looking and starting; approvals are for one plan only.");
    put("E-PLAN-10", "The release has no plan yet.");
    put("E-PLAN-11", "Probes could never reach the minimum of requests: no check would pass.");
    put("E-REF-01", "\"@\" means the release in use, and none is.");
    put("E-REF-02", "There is no such release.");
    put("E-REF-03", "The name may mean several releases; which one is never guessed.");
    put("E-REF-04", "slipway.yaml knows no such service.");
    put("E-REF-05", "The service has no such environment.");
    put("E-RISK-01", "A person may set the risk, with a reason; lowering it needs two people.");
    put("E-STATE-01", "What was asked does not fit where the release is in its life.");
    put("E-STATE-03", "A release is told in a channel of a team, and only in one of them.");
    put("E-STATE-02", "A limit is broken now; the release may go back, not on.");
    put("E-STORE-01", "The store could not be read or written.");
    put("E-STORE-02", "Two processes wrote at once; the other one was first.");
    put(
        "E-STORE-03",
        "An entry of the journal is damaged, or another version of Slipway wrote it.");
    put(
        "E-TOKEN-01",
        "A token carries the rights of somebody in the catalogue, and it knows nobody of this name.");
    put(
        "E-TOKEN-02",
        "Own tokens are everybody's; others' and machines' are for the role administrator.");
    put("E-TOKEN-03", "A token lasts between a minute and a year.");
    put("E-TOKEN-04", "There is no such token, or it is somebody else's.");
    put("E-NEWS-01", "A test of news goes only to those whom a subscription names.");
    put(
        "E-NEWS-02",
        "A test goes to whoever asks for it, and the catalogue has no address of theirs.");
    put(
        "E-NEWS-03",
        "Tests reach people who did not ask for them: six of one person and three to one reader within ten minutes, at all servers together.");
    put("E-API-01", "The server cannot read what was sent.");
    put("E-API-02", "More was sent than a request may hold.");
    put("E-API-03", "The server has no such address.");
    put("E-API-04", "Evidence counts for one commit or artifact only, and none was named.");
    put("E-API-05", "No release on its way carries the change that the evidence is about.");
    put("E-API-06", "One person has at most forty shells and views open at a time.");
    put(
        "E-API-07",
        "A server is examined at most twelve times in five minutes for one person, and three times at once.");
    put("E-SIGN-01", "The server lets nobody in without a token.");
    put("E-SIGN-02", "The server knows no such token.");
    put("E-SIGN-03", "The token has ended by time.");
    put("E-SIGN-04", "Somebody ended the token.");
    put("E-SIGN-05", "Whose token it is has left the catalogue.");
    put(
        "E-SIGN-06",
        "Too many wrong tokens came from one address; the right one is let in at any time.");
    put("E-SERVER-01", "The server did not answer. Releases that move go on without you.");
    put(
        "E-SERVER-02",
        "The server could not show that it is the one it says it is; no token was sent.");
    put(
        "E-SERVER-04",
        "Somebody pressed Ctrl-C before the server had answered. What the line began there goes on.");
    put("E-SERVER-03", "What answers is no Slipway server, or one of another version.");
    put(
        "E-LOGIN-01",
        "This is no address of a server; tokens travel encrypted, or on this computer only.");
    put("E-LOGIN-02", "No token was given.");
    put("E-LOGIN-03", "The token cannot be read, or others can read it too.");
    put("E-LOGIN-04", "What is needed to sign in could not be written.");
    put(
        "E-RESTORE-01",
        "There is no backup of this release that a command could restore; people may have lines to follow.");
    put(
        "E-RESTORE-02",
        "Restoring data stopped half way. Whoever writes stays stopped, until people have looked.");
    put(
        "E-RESTORE-03",
        "Data of the service are being brought back. One restores at a time, and no release starts meanwhile.");
    put(
        "E-TIME-01",
        "A start is scheduled for a moment that is still to come, at most 30 days ahead.");
    put("E-USAGE-01", "There is no such command.");
    put("E-USAGE-02", "An option or word does not belong to this command.");
    put("E-USAGE-03", "Something that the command needs is missing.");
    put("E-USAGE-04", "A value has the wrong shape.");
    put("E-USAGE-05", "The answer has no field of this name.");
    put("E-USAGE-06", "No command was given, and there is no terminal for the interactive shell.");
    put("E-USAGE-08", "The command does not work in this place.");
    put("E-USAGE-07", "A quote is opened and never closed.");
    put("E-VERSION-01", "This text cannot be a version.");
    put("E-VERSION-02", "The target knows no artifact under this label.");
    put("E-VERSION-03", "This version already serves everybody.");
    put(
        "E-VERSION-04",
        "The version's label means another artifact in the next environment, so it is not promoted there.");
    put("E-WHO-01", "The catalogue does not know you. Unknown people may look, never act.");
    put("E-WHO-02", "Machines record evidence, start and roll back. The rest is for people.");
    put(
        "E-WHO-03",
        "Your approval would not count: you wrote part of the change, opened the release, or have none of the roles.");
    put("E-WHO-04", "The plan asks for none of your roles.");
    put("E-WHO-07", "A release is moved to another channel by its own people only.");
    put("E-WHO-05", "Only whoever approved can withdraw the approval.");
    put(
        "E-WHO-06",
        "Whoever wants to be told directly needs an account in a chat, in slipway.yaml.");
    put(
        "E-WORK-01",
        "No process performs effects for this store, so a started release would stop half way.");
    put(
        "E-WORK-02",
        "A worker in the background was wanted and did not come; its log says why. Nothing was started.");
  }

  private ErrorCodes() {}

  private static void put(String code, String meaning) {
    MEANINGS.putIfAbsent(code, meaning);
  }

  static Optional<String> meaning(String code) {
    // The rest of a bug's code tells where it happened.
    return Optional.ofNullable(MEANINGS.get(code.startsWith("E-BUG") ? "E-BUG" : code));
  }

  static Map<String, String> all() {
    return Map.copyOf(MEANINGS);
  }
}
