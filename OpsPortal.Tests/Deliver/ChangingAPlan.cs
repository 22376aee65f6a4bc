using System.Text;
using OpsPortal.Domain.Deliver;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>What a change says, how its revisions differ, and what approvals are bound to.</summary>
public sealed class ChangingAPlan
{
    private static readonly PolicyReference Policy = new(new(3), 2);

    public static TheoryData<string, ChangePlan, bool> Edits => new()
    {
        { "kind", Scene.Plan with { Kind = ChangeKind.Emergency }, true },
        { "template", Scene.Plan with { Template = new("deploy", 1) }, true },
        { "title", Scene.Plan with { Title = "Checkout 2.1.0" }, false },
        { "reason", Scene.Plan with { Reason = "" }, false },
        { "impact", Scene.Plan with { Impact = "Two seconds" }, false },
        { "component checkout/api", Scene.Plan with { Components = [Scene.Api with { Version = "2.1.1" }] }, true },
        { "component checkout/api", Scene.Plan with { Components = [Scene.Api with { Commit = "abcdef0" }] }, true },
        { "component checkout/api", Scene.Plan with { Components = [Scene.Api with { Digest = "" }] }, true },
        { "component checkout/worker", Scene.Plan with { Components = [Scene.Api, Scene.Api with { Component = "worker" }] }, true },
        { "environment", Scene.Plan with { Environment = "production-us" }, true },
        { "step 2", Scene.Plan with { Steps = [Scene.Plan.Steps[0]] }, true },
        { "step 1", Scene.Plan with { Steps = [new("Deploy", ""), Scene.Plan.Steps[1]] }, true },
        { "parameter replicas", Scene.Plan with { Parameters = [new("replicas", "5")] }, true },
        { "backout step 2", Scene.Plan with { Backout = Scene.Plan.Backout with { Steps = [.. Scene.Plan.Backout.Steps, new("Tell the desk", "")] } }, true },
        { "backout when", Scene.Plan with { Backout = Scene.Plan.Backout with { When = "Errors above 5 %" } }, true },
        { "backout takes", Scene.Plan with { Backout = Scene.Plan.Backout with { Takes = TimeSpan.FromMinutes(11) } }, true },
        { "evidence 1", Scene.Plan with { Evidence = [] }, false },
        { "window", Scene.Plan with { Window = new(Noon.AddHours(2), Noon.AddHours(5), "Europe/Berlin") }, true },
        { "executor", Scene.Plan with { Executor = new(null, "Argo CD") }, true },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Every_edit_is_told_and_the_hash_changes_exactly_where_approvals_become_void(string name, ChangePlan edited, bool voids)
    {
        var difference = Assert.Single(RevisionDifference.Between(Scene.Plan, edited));
        Assert.Equal((name, voids), (difference.Name, difference.Voids));
        Assert.NotEqual(difference.Before, difference.After);
        Assert.Equal(voids, Hash(edited) != Hash(Scene.Plan));
    }

    [Fact]
    public void Every_property_of_a_plan_is_among_its_facts() => Assert.Equal(
        typeof(ChangePlan).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
        ["Backout", "Components", "Environment", "Evidence", "Executor", "Impact", "Kind", "Parameters", "Reason", "Steps", "Template", "Title", "Window"]);

    [Fact]
    public void The_order_of_what_has_none_and_the_offset_of_an_instant_change_nothing()
    {
        var two = Scene.Plan with { Components = [Scene.Api, Scene.Api with { Component = "worker" }], Parameters = [new("a", "1"), new("b", "2")] };
        var other = two with
        {
            Components = [.. two.Components.Reverse()],
            Parameters = [.. two.Parameters.Reverse()],
            Window = new(Noon.AddHours(2).ToOffset(TimeSpan.FromHours(9)), Noon.AddHours(4).AddTicks(7), "Europe/Berlin"),
        };
        Assert.Equal(Hash(two), Hash(other));
        Assert.Empty(RevisionDifference.Between(two, other));
    }

    [Fact]
    public void What_stands_in_one_field_cannot_pass_for_what_stands_in_another()
    {
        Assert.NotEqual(Hash(Scene.Plan with { Steps = [new("a", "b")] }), Hash(Scene.Plan with { Steps = [new("ab", "")] }));
        Assert.NotEqual(Hash(Scene.Plan with { Steps = [new("a", ""), new("b", "")] }), Hash(Scene.Plan with { Steps = [new("a", "b")] }));
        Assert.NotEqual(new Canonical("x").Add(["a", "b"]).Hash(), new Canonical("x").Add(["a"]).Add("b").Hash());
        Assert.NotEqual(new Canonical("x").Add("1:a").Hash(), new Canonical("x").Add("a").Hash());
    }

    [Fact]
    public void The_hash_names_the_change_and_the_revision_of_the_policy()
    {
        Assert.NotEqual(Hash(Scene.Plan), ContentHash.Of(new(13), Scene.Plan, Policy));
        Assert.NotEqual(Hash(Scene.Plan), ContentHash.Of(new(12), Scene.Plan, Policy with { Revision = 3 }));
        Assert.NotEqual(Hash(Scene.Plan), ContentHash.Of(new(12), Scene.Plan, new(new(4), 2)));
    }

    /// <summary>Whoever verifies evidence without the portal builds these bytes; they do not change.</summary>
    [Fact]
    public void The_content_is_written_as_it_is_described()
    {
        var plan = new ChangePlan { Title = "T", Components = [new(new("shop"), "web", "1.0", "", "")], Environment = "test", Window = new(Noon, Noon.AddHours(1), "UTC") };
        const string expected = "19:opsportal.change.v15:CHG-75:POL-31:21:44:kind1:16:Normal18:component shop/web1:33:1.00:0:11:environment1:14:test6:window1:324:2026-03-02T12:00:00.000Z24:2026-03-02T13:00:00.000Z3:UTC";
        Assert.Equal(expected, Encoding.UTF8.GetString(ContentHash.Write(new(7), plan, Policy).ToBytes()));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(expected))), ContentHash.Of(new(7), plan, Policy));
    }

    [Fact]
    public void What_is_kept_as_JSON_reads_back_with_the_same_hash()
    {
        var plan = Scene.Plan with { Template = new("deploy", 1), Executor = new(OpsPortal.Domain.People.PersonId.New(Noon), "Olga") };
        Assert.Equal(Hash(plan), Hash(Again(plan)));
        Assert.Empty(RevisionDifference.Between(plan, Again(plan)));
        var terms = Scene.TwoOfRelease with { Scope = PolicyScope.Everything with { Kinds = [ChangeKind.Standard], Environments = ["test"] }, Ordered = true };
        Assert.Equal(PolicyProposal.HashOf(new(1), 1, terms), PolicyProposal.HashOf(new(1), 1, Again(terms)));

        static T Again<T>(T value) => System.Text.Json.JsonSerializer.Deserialize<T>(System.Text.Json.JsonSerializer.Serialize(value)) ?? throw new InvalidOperationException();
    }

    [Fact]
    public void Every_arrow_of_the_lifecycle_is_meant() => Assert.Equal(
        [
            "Draft>AwaitingApproval", "Draft>Implementing", "Draft>Withdrawn",
            "AwaitingApproval>Draft", "AwaitingApproval>Approved", "AwaitingApproval>Rejected", "AwaitingApproval>Implementing", "AwaitingApproval>Withdrawn",
            "Approved>Draft", "Approved>AwaitingApproval", "Approved>Rejected", "Approved>Implementing", "Approved>Withdrawn",
            "Rejected>Draft", "Rejected>Withdrawn",
            "Implementing>Implemented", "Implementing>BackedOut",
            "Implemented>BackedOut", "Implemented>Closed",
            "BackedOut>Closed",
        ],
        from one in Enum.GetValues<ChangeState>() from other in Enum.GetValues<ChangeState>() where ChangeLifecycle.Allows(one, other) select $"{one}>{other}");

    [Fact]
    public void Of_two_who_edit_at_once_the_later_is_told_and_nothing_is_lost()
    {
        var change = new Scene().Change;
        Assert.Null(change.Edit(Scene.Plan with { Title = "Ours" }, 1, "shorter", new(null, "", "Rita"), null, Noon).Refusal);
        Assert.Equal(ChangeRefusals.ChangedMeanwhileCode, change.Edit(Scene.Plan with { Title = "Theirs" }, 1, "", new(null, "", "Walt"), null, Noon).Refusal?.Code);
        Assert.Equal(("Ours", 2), (change.Plan.Title, change.Revision));
        Assert.Equal("change.nothing-changed", change.Edit(Scene.Plan with { Title = "Ours" }, 2, "", new(null, "", "Walt"), null, Noon).Refusal?.Code);
        Assert.Equal([(1, "Checkout 2.1", ""), (2, "Ours", "shorter")], change.NewRevisions.Select(revision => (revision.Number, revision.Plan.Title, revision.Note)));
    }

    [Fact]
    public void A_draft_may_lack_what_an_approval_may_not()
    {
        var scene = new Scene(plan: new() { Title = "Only an idea" });
        Assert.Equal(Scene.TwoOfRelease.Persons, scene.Policy.Terms.Persons);
        Assert.Equal(
            ["why it is done", "what users notice", "the components and their versions", "the environment", "the steps of the plan", "the steps of the backout plan", "when to back out", "test evidence", "the window"],
            PlanCheck.Missing(scene.Change.Plan));
        Assert.Equal("change.incomplete", scene.Submit()?.Code);
        Assert.Equal("change.incomplete", new Scene(plan: Scene.Plan with { Backout = BackoutPlan.None }).Submit()?.Code);
        Assert.Equal("change.window-over", new Scene().Submit(Noon.AddHours(4))?.Code);
        Assert.Null(new Scene(plan: Scene.Plan with { Kind = ChangeKind.Emergency, Evidence = [] }).Submit());
    }

    public static TheoryData<ChangePlan, string> Bad => new()
    {
        { Scene.Plan with { Title = " " }, "change.invalid-missing" },
        { Scene.Plan with { Title = new('x', 201) }, "change.invalid-length" },
        { Scene.Plan with { Title = "a\u0000b" }, "change.invalid-character" },
        { Scene.Plan with { Components = [Scene.Api, Scene.Api with { Version = "3" }] }, "change.invalid-repeat" },
        { Scene.Plan with { Components = [Scene.Api with { Commit = "HEAD" }] }, "change.invalid-commit" },
        { Scene.Plan with { Components = [Scene.Api with { Digest = "latest" }] }, "change.invalid-digest" },
        { Scene.Plan with { Components = [Scene.Api with { Service = new("No Key") }] }, "service.invalid-key" },
        { Scene.Plan with { Parameters = [new("a", "1"), new("A", "2")] }, "change.invalid-repeat" },
        { Scene.Plan with { Evidence = [new("x", "javascript:alert(1)", "")] }, "change.invalid-link" },
        { Scene.Plan with { Window = new(Noon, Noon, "UTC") }, "change.invalid-window" },
        { Scene.Plan with { Window = new(Noon, Noon.AddDays(15), "UTC") }, "change.invalid-window" },
        { Scene.Plan with { Steps = [.. Enumerable.Repeat(new PlanStep("x", ""), 101)] }, "change.invalid-count" },
        { Scene.Plan with { Backout = Scene.Plan.Backout with { Takes = TimeSpan.FromDays(8) } }, "change.invalid-duration" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_cannot_stand_is_refused_when_it_is_requested_and_when_it_is_edited(ChangePlan plan, string code)
    {
        Assert.Equal(code, Change.Request(new(1), plan, Party.Portal, Noon).Refusal?.Code);
        Assert.Equal(code, new Scene().Change.Edit(plan, 1, "", Party.Portal, null, Noon).Refusal?.Code);
    }

    [Fact]
    public void What_was_decided_on_is_no_longer_edited_and_every_move_leaves_a_line()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        Assert.Null(scene.Start("Olga"));
        var (version, olga) = (scene.Change.Version, scene.House.Party("Olga"));
        Assert.Equal("change.not-editable", scene.Change.Edit(Scene.Plan with { Title = "Later" }, 1, "", olga, null, Scene.InWindow).Refusal?.Code);
        Assert.Equal("change.not-from-state", scene.Change.Withdraw("No", olga, null, Scene.InWindow).Refusal?.Code);
        Assert.Equal("change.text-missing", scene.Change.BackOut(" ", olga, Scene.InWindow).Refusal?.Code);
        Assert.Equal(version, scene.Change.Version);
        Assert.Null(scene.Change.Finish("", olga, Scene.InWindow.AddMinutes(5)).Refusal);
        Assert.Null(scene.Change.BackOut("Cards of the old kind are refused", olga, Scene.InWindow.AddMinutes(30)).Refusal);
        Assert.Null(scene.Change.Close("Test both kinds", scene.House.Party("Rita"), Scene.InWindow.AddDays(1)).Refusal);
        Assert.Equal(
            [ChangeState.AwaitingApproval, ChangeState.Approved, ChangeState.Implementing, ChangeState.Implemented, ChangeState.BackedOut, ChangeState.Closed],
            scene.Change.NewEntries.Where(entry => entry.To is not null).Select(entry => entry.To ?? default));
    }

    [Fact]
    public void Whoever_was_an_author_once_stays_one()
    {
        var scene = new Scene();
        var before = scene.Change.Participants.Count;
        scene.Change.Credit([(new(null, Mail("Walt"), "Walt"), Scene.Commit), (new(null, Mail("Olga"), "Olga"), "abcdef0")], scene.House.Party("Rita"), Noon);
        Assert.Null(scene.Change.Edit(Scene.Plan with { Components = [Scene.Api with { Commit = "abcdef0" }] }, 1, "", scene.House.Party("Rita"), null, Noon).Refusal);
        Assert.Equal(before + 2, scene.Change.Participants.Count);
        Assert.Contains(scene.Change.Participants, participant => participant.Party.Name == "Walt");
    }

    [Theory]
    [InlineData("CHG-42", 42L)]
    [InlineData("chg-42", 42L)]
    [InlineData("42", 42L)]
    [InlineData("CHG-0", null)]
    [InlineData("INC-1", null)]
    public void A_number_reads_as_people_say_it(string text, long? value) => Assert.Equal(value, ChangeNumber.TryParse(text, null, out var number) ? number.Value : null);

    private static string Hash(ChangePlan plan) => ContentHash.Of(new(12), plan, Policy);
}
