using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.People;

namespace OpsPortal.Tests.Deliver;

/// <summary>Who works here: persons by name, their accounts, groups and stand-ins. Everybody has the account <c>name@example.org</c>.</summary>
internal sealed class House
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly ApproverGroup Release = ApproverGroup.With(Duty.ReleaseManager), ChangeBoard = ApproverGroup.With(Duty.ChangeManager);

    private readonly Dictionary<string, Colleague> _persons = [];

    public List<(string Account, PersonId Person)> Accounts { get; } = [];

    public List<(PersonId One, PersonId Other)> Same { get; } = [];

    public List<Delegation> Delegations { get; } = [];

    public WhoIsWho Who => new(_persons.Values, PersonLinks.Of(Accounts, Same), Delegations);

    public PersonId this[string name] => _persons[name].Person;

    public static string Mail(string name) => $"{name.ToLowerInvariant()}@example.org";

    /// <summary>Adds a person who has been in the groups for a month.</summary>
    public PersonId Add(string name, params ApproverGroup[] groups)
    {
        var person = PersonId.New(Noon);
        _persons[name] = new(person, name, true, [.. groups.Select(group => new GroupMembership(group, Noon.AddDays(-30), null))]);
        Accounts.Add((Mail(name), person));
        return person;
    }

    public void Join(string name, ApproverGroup group, DateTimeOffset since, PersonId? grantedBy = null) =>
        _persons[name] = _persons[name] with { Memberships = [.. _persons[name].Memberships, new(group, since, grantedBy)] };

    public void Leave(string name, ApproverGroup group) =>
        _persons[name] = _persons[name] with { Memberships = [.. _persons[name].Memberships.Where(membership => membership.Group != group)] };

    public void Disable(string name) => _persons[name] = _persons[name] with { IsActive = false };

    /// <summary>One person lets another stand in, from a day ago for a week.</summary>
    public void StandIn(string principal, string standIn, DateTimeOffset? from = null, DateTimeOffset? until = null) => Delegations.Add(new()
    {
        Id = Guid.CreateVersion7(Noon),
        Principal = this[principal],
        PrincipalName = principal,
        Delegate = this[standIn],
        DelegateName = standIn,
        From = from ?? Noon.AddDays(-1),
        Until = until ?? Noon.AddDays(7),
        Reason = "away",
        GivenAt = from ?? Noon.AddDays(-1),
    });

    public Party Party(string name) => new(this[name], Mail(name), name);

    /// <summary>Signed in, with a step-up of this very moment.</summary>
    public ActingSession Session(string name, DateTimeOffset at, params string[] permissions) =>
        new(new Actor(this[name], name, Mail(name), permissions.ToHashSet(), "192.0.2.1"), null, true, new(Guid.CreateVersion7(at), StepUpMethod.Passkey, at));

    /// <summary>An API key for which a person answers.</summary>
    public ActingSession Key(string owner, string prefix = "ops_ci") => new(new Actor(null, "CI", prefix, Permissions.All, "192.0.2.2"), this[owner], false, null);
}
