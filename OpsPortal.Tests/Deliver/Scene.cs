using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>
/// A change that Rita asks for and Walt wrote. Ann, Bob and Cem are release managers, two of whom must approve; Olga carries it out; Adam is administrator.
/// It is submitted at noon; its window is from two to four hours after.
/// </summary>
internal sealed class Scene
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567", Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static readonly ComponentVersion Api = new(new("checkout"), "api", "2.1.0", Commit, Digest);

    public Scene(PolicyTerms? terms = null, ChangePlan? plan = null)
    {
        foreach (var name in new[] { "Rita", "Walt", "Olga", "Adam" }) House.Add(name);
        foreach (var name in new[] { "Ann", "Bob", "Cem" }) House.Add(name, Release);
        Policy = new(new(1), 1, terms ?? TwoOfRelease, "Start", Noon.AddDays(-90));
        Change = Done(Change.Request(new(12), plan ?? Plan, House.Party("Rita"), Noon.AddHours(-1)));
        Change.Credit([(new(null, Mail("Walt"), "Walt"), Commit)], House.Party("Rita"), Noon.AddHours(-1));
    }

    public static PolicyTerms TwoOfRelease { get; } = new() { Name = "Two release managers", Stages = [new("Release", [new(Release, 2)])] };

    public static ChangePlan Plan { get; } = new()
    {
        Title = "Checkout 2.1",
        Reason = "Cards of a new kind",
        Impact = "None; baskets are kept",
        Components = [Api],
        Environment = "production-eu",
        Steps = [new("Deploy", "Rolling, two at a time"), new("Look at the error rate", "")],
        Parameters = [new("replicas", "4")],
        Backout = new("Errors above 2 %", [new("Deploy 2.0.4", "")], TimeSpan.FromMinutes(10)),
        Evidence = [new("Regression", "https://ci.example.org/1", "412 passed")],
        Window = new(Noon.AddHours(2), Noon.AddHours(4), "Europe/Berlin"),
    };

    public House House { get; } = new();

    public Change Change { get; }

    public PolicyRevision Policy { get; set; }

    public ApprovalRound Round { get; private set; } = new() { Subject = "", ContentHash = "", Policy = new(new(0), 0), Terms = TwoOfRelease, Asked = [], RequestedBy = Party.Portal };

    public RiskAssessment Risk { get; set; } = RiskAssessment.Of(new(), []);

    public List<string> Clashes { get; } = [];

    public List<Freeze> Freezes { get; } = [];

    public List<FreezeOverride> Overrides { get; } = [];

    public BreakGlass? BreakGlass { get; set; }

    /// <summary>In the middle of the window.</summary>
    public static DateTimeOffset InWindow => Noon.AddHours(3);

    public string SheetHash => new ApprovalSheet(Change.Number, Change.Revision, Change.Plan, Policy.Reference, Risk, Clashes, "", []).Hash();

    public ApprovalSubject Subject => ApprovalSubject.Of(Change, Policy, SheetHash);

    public ExecutionIntent Intent { get; set; } = new("production-eu", [Api]);

    public static T Done<T>(Outcome<T> outcome) => Assert.IsType<Outcome<T>.Done>(outcome).Value;

    /// <summary>Asks for approval; null: done.</summary>
    public Refusal? Submit(DateTimeOffset? at = null)
    {
        var opened = ApprovalRound.Open(Subject, Change.Round + 1, House.Party("Rita"), House.Who, at ?? Noon);
        if (opened is not Outcome<ApprovalRound>.Done(var round)) return opened.Refusal;
        if (Change.Submit(round, Risk, null, House.Party("Rita"), at ?? Noon).Refusal is { } why) return why;
        Round = round;
        return null;
    }

    public Scene Submitted()
    {
        Assert.Null(Submit());
        return this;
    }

    /// <summary>Says yes as whoever looked at the page as it is; null: done.</summary>
    public Refusal? Approve(string name, DateTimeOffset? at = null, string? inPlaceOf = null, DateTimeOffset? notBefore = null, ActingSession? session = null)
    {
        var moment = at ?? Noon.AddMinutes(10);
        PersonId? principal = inPlaceOf is null ? null : House[inPlaceOf];
        var outcome = Round.Approve(new(Subject.ContentHash, SheetHash, "Looks right", principal, notBefore), Subject, session ?? House.Session(name, moment), House.Who, moment);
        if (outcome.Refusal is null) Change.Follow(Round, moment);
        return outcome.Refusal;
    }

    public Scene Approved(params string[] names)
    {
        Submitted();
        foreach (var name in names) Assert.Null(Approve(name));
        return this;
    }

    /// <summary>Past every rule, as somebody could in the database.</summary>
    public static void Tamper(Change change, string property, object value) => typeof(Change).GetProperty(property)?.SetValue(change, value);

    public Refusal? MayStart(string name, DateTimeOffset? at = null, ActingSession? session = null) => Permit(name, at, session).Refusal;

    /// <summary>Begins, and voids the round where the refusal says so; null: it has begun.</summary>
    public Refusal? Start(string name, DateTimeOffset? at = null, ActingSession? session = null)
    {
        var permit = Permit(name, at, session);
        if (permit is Outcome<ExecutionPermit>.Done(var given)) return Change.Start(given).Refusal;
        if (permit.Refusal is { } why && OpsPortal.Domain.Deliver.Duties.MayStart.Voids(why) && Round.Void(why, Party.Portal, at ?? InWindow).Refusal is null) Change.Follow(Round, at ?? InWindow);
        return permit.Refusal;
    }

    private Outcome<ExecutionPermit> Permit(string name, DateTimeOffset? at, ActingSession? session) => OpsPortal.Domain.Deliver.Duties.MayStart.Decide(
        new()
        {
            Change = Change,
            Policy = Policy,
            Round = Round,
            Intent = Intent,
            Executor = session ?? House.Session(name, at ?? InWindow),
            Who = House.Who,
            Freezes = Freezes,
            Overrides = Overrides,
            BreakGlass = BreakGlass,
        },
        at ?? InWindow);
}
