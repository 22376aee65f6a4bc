using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver.Model;

/// <summary>One story, act by act. Whenever a change begins the <see cref="Judge"/> is asked.</summary>
internal sealed class Play
{
    public const int Persons = 8;

    private readonly House _house = new();
    private readonly Judge _judge;
    private readonly HashSet<int> _disabled = [];
    private DateTimeOffset _now = Noon;
    private PolicyRevision _policy = new(new(1), 1, Terms(2, requesterMay: false), "Start", Noon.AddDays(-90));
    private Change _change;
    private ApprovalRound? _round;
    private long _number;

    public Play()
    {
        for (var at = 0; at < Persons; at++) _house.Add(Name(at), at is 0 or 7 ? [] : [Release]);
        _judge = new(_house);
        _change = Request(0);
    }

    public int Executions { get; private set; }

    public HashSet<string> Refusals { get; } = [];

    public void Do(Act act)
    {
        _now += TimeSpan.FromMinutes(1);
        var (who, other) = (Name(act.Who), Name(act.Other));
        switch (act.Kind)
        {
            case < 36: Approve(act, who, other); break;
            case < 52: Submit(act); break;
            case < 68: Start(act, who); break;
            case < 71: Edit(act, who); break;
            case < 74: Credit(act, who); break;
            case < 77: StandIn(act, who, other); break;
            case < 80: _house.Join(who, Release, _now, _house[other]); break;
            case < 82: _house.Leave(who, Release); break;
            case < 84: if (act.Who != act.Other) _house.Same.Add((_house[who], _house[other])); break;
            case < 85: Move(who, other); break;
            case < 86: _house.Disable(who); _disabled.Add(act.Who); break;
            case < 88: _policy = new(new(1), _policy.Revision + 1, Terms(1 + (act.Roll % 3), act.Roll % 5 == 0), "Somebody", _now); break;
            case < 89: Tamper(act); break;
            case < 90: _now -= TimeSpan.FromMinutes(act.Roll / 10); break;
            case < 91: _now += TimeSpan.FromHours(act.Roll / 4); break;
            case < 99: Fresh(act); break;
            default: Reject(who); break;
        }
    }

    private static string Name(int at) => $"P{at}";

    private static PolicyTerms Terms(int persons, bool requesterMay) => new()
    {
        Name = "Release",
        Stages = [new("Release", [new(Release, persons)])],
        RequesterMayApprove = requesterMay,
        ApprovalsLast = TimeSpan.FromHours(8),
        Scope = requesterMay ? PolicyScope.Everything with { Kinds = [ChangeKind.Standard], Risks = [RiskLevel.Low] } : PolicyScope.Everything,
    };

    private Change Request(int by)
    {
        _number++;
        _judge.Began();
        _judge.TookPart(_house.Party(Name(by)), asRequester: true);
        _judge.IsStandard = _number % 4 == 0;
        _round = null;
        var change = Scene.Done(Change.Request(new(_number), Scene.Plan with { Kind = _judge.IsStandard ? ChangeKind.Standard : ChangeKind.Normal, Window = new(Noon.AddDays(-1), Noon.AddDays(12), "UTC"), Template = _judge.IsStandard ? new("any", 1) : null }, _house.Party(Name(by)), _now));
        Assert.Null(change.Credit([(_house.Party(Name(0)), Scene.Commit)], _house.Party(Name(by)), _now).Refusal);
        _judge.TookPart(_house.Party(Name(0)));
        return change;
    }

    private ApprovalSubject Subject() => ApprovalSubject.Of(_change, _policy, "sheet");

    private void Submit(Act act)
    {
        var by = _house.Party(Name(act.Who));
        if (ApprovalRound.Open(Subject(), _change.Round + 1, by, _house.Who, _now) is not Outcome<ApprovalRound>.Done(var round)) return;

        if (Try(_change.Submit(round, RiskAssessment.Of(new(), []), _judge.IsStandard ? Template() : null, by, _now))) _round = round;
    }

    /// <summary>Whatever the change says was approved as a template: that is not what is at stake here.</summary>
    private ChangeTemplate Template()
    {
        var plan = _change.Plan;
        var template = new ChangeTemplate
        {
            Key = "any",
            Revision = 1,
            ProposedBy = Party.Portal,
            ProposedAt = Noon,
            Terms = new("Any", [.. plan.Components.Select(component => component.Name)], [plan.Environment], plan.Steps, [.. plan.Parameters.Select(parameter => parameter.Name)], plan.Backout),
        };
        typeof(ChangeTemplate).GetProperty(nameof(ChangeTemplate.ApprovedAt))?.SetValue(template, Noon.AddDays(-2));
        return template;
    }

    private void Approve(Act act, string who, string other)
    {
        if (_round is null) return;
        var session = act.Roll switch
        {
            < 4 => _house.Key(who),
            < 6 => _house.Session(who, _now) with { IsInteractive = false },
            < 8 => _house.Session(who, _now.AddHours(-1)),
            _ => _house.Session(who, _now),
        };
        PersonId? principal = act.Roll > 70 ? _house.Delegations.LastOrDefault(delegation => delegation.Delegate == _house[who])?.Principal ?? _house[other] : null;
        var hash = act.Roll is > 8 and < 11 ? new string('0', 64) : _round.ContentHash;
        Try(_round.Approve(new(hash, "sheet", "Yes", principal), Subject(), session, _house.Who, _now));
        _change.Follow(_round, _now);
    }

    private void Reject(string who)
    {
        if (_round is null) return;
        Try(_round.Reject(_round.ContentHash, "No", Subject(), _house.Session(who, _now), _house.Who, _now));
        _change.Follow(_round, _now);
    }

    private void Start(Act act, string who)
    {
        var executor = act.Roll < 20 ? _house.Key(who) : _house.Session(who, _now);
        var permit = MayStart.Decide(new() { Change = _change, Policy = _policy, Round = _round, Intent = new(_change.Plan.Environment, _change.Plan.Components), Executor = executor, Who = _house.Who }, _now);
        if (permit is Outcome<ExecutionPermit>.Done(var given))
        {
            Assert.True(Try(_change.Start(given)));
            _judge.Check(_round, _policy.Terms, executor.Party, ContentHash.Of(_change.Number, _change.Plan, _policy.Reference), _disabled, _now);
            Executions++;
            _change = Request(act.Other);
            return;
        }

        Try(permit);
        if (permit.Refusal is { } why && MayStart.Voids(why) && _round is not null)
        {
            _round.Void(why, Party.Portal, _now);
            _change.Follow(_round, _now);
        }
    }

    private void Edit(Act act, string who)
    {
        var plan = act.Roll % 2 == 0 ? _change.Plan with { Impact = $"{act.Roll} seconds" } : _change.Plan with { Parameters = [new("replicas", $"{act.Roll}")] };
        if (Try(_change.Edit(plan, _change.Revision, "", _house.Party(who), _round, _now))) _judge.TookPart(_house.Party(who));
    }

    private void Credit(Act act, string who)
    {
        var author = act.Roll < 90 ? new Party(null, Mail(who), who) : new Party(null, $"stranger-{act.Roll}@example.net", "Stranger");
        if (Try(_change.Credit([(author, Scene.Commit)], _house.Party(who), _now))) _judge.TookPart(author);
    }

    private void StandIn(Act act, string who, string other)
    {
        if (Delegation.Give(_house[other], _now.AddHours(-act.Roll), _now.AddHours(act.Roll), "Away", _house.Session(who, _now), _house.Who, _now) is Outcome<Delegation>.Done(var given)) _house.Delegations.Add(given);
        else if (act.Who != act.Other) _house.StandIn(who, other, _now, _now.AddHours(act.Roll));
    }

    /// <summary>An account is given to another person.</summary>
    private void Move(string who, string other)
    {
        _house.Accounts.RemoveAll(link => link.Account == Mail(who));
        _house.Accounts.Add((Mail(who), _house[other]));
    }

    /// <summary>Past every rule, as somebody could in the database.</summary>
    private void Tamper(Act act)
    {
        if (act.Roll % 2 == 0) Scene.Tamper(_change, nameof(Change.Plan), _change.Plan with { Steps = [new($"Something else {act.Roll}", "")] });
        else Scene.Tamper(_change, nameof(Change.State), ChangeState.Approved);
    }

    /// <summary>The story goes on with another change, so that it does not get stuck in one that is spoilt.</summary>
    private void Fresh(Act act) => _change = Request(act.Who);

    private bool Try<T>(Outcome<T> outcome)
    {
        if (outcome.Refusal is { } why) Refusals.Add(why.Code);
        return outcome.Refusal is null;
    }
}
