using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Handoffs;

/// <summary>Every expected no about handoffs.</summary>
public static class HandoffRefusals
{
    public static Refusal NotFrom(HandoffState from, HandoffState to) => new("handoff.not-from-state", $"A handoff that is {Words(from)} cannot become {Words(to)}.");

    public static Refusal NotDraft(HandoffState state) => new("handoff.not-draft", $"It is {Words(state)}; only a draft is edited.");

    public static Refusal NotWaiting(HandoffState state) => new("handoff.not-signed", $"It is {Words(state)}; only what is signed can be taken over.");

    public static Refusal OnlyGiver(string giver) => new("handoff.only-giver", $"It is {giver}'s handoff: only they sign it, take it back and reply.");

    public static Refusal OnlyTaker(string taker) => new("handoff.only-taker", $"It is handed over to {taker}.");

    public static Refusal NotToOneself() => new("handoff.not-to-oneself", "Somebody else takes over, not the one who gives.");

    public static Refusal NoTaker() => new("handoff.no-taker", "Choose who takes over.");

    public static Refusal Unowned(int count, string first) => new("handoff.unowned", $"{count} open {(count == 1 ? "item has" : "items have")} no owner, {first} first. Assign {(count == 1 ? "it" : "them")}, or say why {(count == 1 ? "it is" : "they are")} handed over without.");

    public static Refusal OpenQuestions(int count) => new("handoff.open-questions", $"{count} {(count == 1 ? "question is" : "questions are")} not answered yet.");

    public static Refusal NoQuestion() => new("handoff.no-question", "Nobody has asked about it.");

    public static Refusal TextMissing(string what) => new("handoff.text-missing", $"Write a {what}.");

    public static Refusal TextTooLong(string what) => new("handoff.text-too-long", $"The {what} is longer than {HandoffItem.MaxTextLength} characters.");

    public static Refusal ChangedMeanwhile(string by) => new("handoff.changed-meanwhile", $"{by} changed this handoff meanwhile. Look again, then decide.");

    public static Refusal NoShift() => new("handoff.no-shift", "This rotation has no shift now: there is nothing to hand over.");

    public static Refusal UnderWay(HandoffNumber number) => new("handoff.under-way", $"{number} already hands this over.");

    public static Refusal NotPerson() => new("handoff.not-a-person", "Only a person hands over and takes over.");

    private static string Words(HandoffState state) => state switch { HandoffState.Draft => "a draft", HandoffState.AskedBack => "asked back", _ => state.ToString().ToLowerInvariant() };
}
