using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>Every no of segregation of duties. Each names its rule, the persons and the fact.</summary>
public static class DutyRefusals
{
    public static Refusal Machine(string name) => new("duties.machine", $"{name} is a machine. Machines may ask for a change and carry it out, and never approve anything.");

    public static Refusal NotInteractive(string name) => new("duties.not-interactive", $"{name} has to sign in and decide in person; a token cannot.");

    public static Refusal StepUpNeeded() => new("duties.step-up-needed", "Show once more that it is you: password, code or passkey. It holds for five minutes and one decision.");

    public static Refusal StepUpUsed() => new("duties.step-up-used", "This confirmation was used for a decision already. Confirm once more.");

    public static Refusal UnknownPerson() => new("duties.unknown-person", "This person is no longer here.");

    public static Refusal Inactive(string name) => new("duties.inactive", $"{name} can no longer sign in, and so approves nothing.");

    /// <param name="person">Whoever wants to approve.</param>
    public static Refusal TookPart(string name, PersonId person, Participant because) => new(Code(because.Part),
        because.Party.Person == person || because.Party.Owner == person
            ? $"{name} {Did(because)}, and so cannot approve it."
            : $"{name} is the same person as {because.Party.Name}{(because.Party.Account.Length > 0 ? $" ({because.Party.Account})" : "")}, who {Did(because)}, and so cannot approve it.");

    public static Refusal StoodInFor(string name, string standIn, Participant because) => new("duties.stood-in-for", $"{standIn} stands in for {name} now and {Did(because)}, and so {name} cannot approve it.");

    public static Refusal NoAuthor(string source) => new("duties.author-unknown", $"Nobody is named as the author of {source}, so it cannot be told who may not approve it.");

    public static Refusal AuthorUnknown(Party author, string source) => new("duties.author-unknown", $"{author.Name} ({author.Account}) wrote {source}, and no person is known by that address. Link it to a person first.");

    public static Refusal Unknown(Participant participant) => new("duties.participant-unknown", $"{participant.Party.Name} ({participant.Party.Account}) {Did(participant)}, and no person is known who answers for that. Link it to a person first.");

    public static Refusal NotInGroup(string name, IReadOnlyList<ApproverGroup> groups) => new("duties.not-in-group", $"{name} is in none of the groups that approve this: {string.Join(", ", groups)}.");

    public static Refusal TooFresh(string name, GroupMembership membership, TimeSpan age) => new("duties.role-too-fresh",
        $"{name} is {membership.Group} since {membership.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC only; that counts after {age.TotalHours:0.#} hours.");

    public static Refusal SelfGranted(string name, ApproverGroup group) => new("duties.self-granted", $"{name} became {group} by his or her own hand, which does not count.");

    public static Refusal NotAsked(string name) => new("duties.not-asked", $"{name} was not among those who could approve this when it was asked for.");

    public static Refusal NoDelegation(string name, string principal) => new("delegation.not-in-force", $"{name} does not stand in for {principal} at this time.");

    public static Refusal Onward(string name) => new("delegation.onward", $"{name} has no right of his or her own here to hand on; what was delegated cannot be delegated again.");

    /// <param name="why">What the rules say of it now.</param>
    public static Refusal NoLonger(string name, Refusal why) => new(why.Code, $"The approval by {name} no longer holds. {why.Message}");

    public static Refusal SamePerson(string name) => new("duties.same-person", $"{name} has approved this twice, as it turns out, through accounts or persons that are one.");

    public static Refusal ExecutorApproved(string name, string approver) => new("duties.executor-approved",
        name == approver ? $"{name} approved this, and so cannot carry it out." : $"{name} and {approver}, who approved this, are one person, or one stands in for the other, and so {name} cannot carry it out.");

    public static Refusal ExecutorNotSeparate(string name, Participant because) => new("duties.executor-not-separate", $"The policy asks for a third person to carry it out, and {name} {Did(because)}.");

    public static Refusal ExecutorInactive(string name) => new("duties.executor-inactive", $"{name} can no longer sign in, and so carries nothing out.");

    public static Refusal ExecutorUnknown(string name) => new("duties.executor-unknown", $"No person answers for {name}, so it cannot be told whether whoever carries this out approved it.");

    public static Refusal OtherExecutor(string planned) => new("duties.other-executor", $"The plan names {planned} to carry it out. Whoever else does it, the plan has to say so and be approved.");

    public static Refusal OutsideWindow(DateTimeOffset start, DateTimeOffset end) => new("duties.outside-window",
        $"Its window is {start.UtcDateTime:yyyy-MM-dd HH:mm} to {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC. The server's clock decides.");

    public static Refusal OtherEnvironment(string approved, string asked) => new("duties.other-environment", $"This is approved for {approved}, not for {asked}.");

    public static Refusal OtherVersion(string component) => new("duties.other-version", $"What is to run of {component} is not the version, commit and digest that were approved.");

    public static Refusal NotAwaiting(string state) => new("duties.cannot-start", $"It is {state} and cannot begin.");

    private static string Code(Part part) => part switch
    {
        Part.Requester => "duties.requester",
        Part.Editor => "duties.editor",
        Part.Author => "duties.author",
        Part.Trigger => "duties.trigger",
        _ => "duties.executor",
    };

    private static string Did(Participant because) => because.Part switch
    {
        Part.Requester => "asked for it",
        Part.Editor => "edited it",
        Part.Author => $"wrote {(because.About.Length > 0 ? because.About : "what it deploys")}",
        Part.Trigger => "started its run",
        _ => "is to carry it out",
    };
}
