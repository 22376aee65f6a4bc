using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Evidence.Checks;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Tests.Deliver;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Features.Deliver.Evidence;

/// <summary>Evidence of what should not have been, as somebody with the database in hand could have brought about.</summary>
public sealed class FindingWhatDoesNotFit
{
    private static readonly EvidencePack Whole = PackFile.Read(Packs.Facts().ToFile(Packs.MadeAt)).Pack!;

    private static EvidenceRound Last => Whole.Rounds[^1];

    private static Decision Yes(string name) => Last.Decisions.First(decision => decision.By.Name == name && decision.Kind == DecisionKind.Approve);

    [Fact]
    public void An_approver_who_edited_it() =>
        Finds("Ann approved it and edited it.", Whole with { Change = Whole.Change with { Participants = [.. Whole.Change.Participants, new(Yes("Ann").By, Part.Editor)] } });

    [Fact]
    public void An_approver_who_wrote_it_under_another_name() =>
        Finds("Ann approved it and wrote 0123456, as A. Nonymous.", Whole with { Change = Whole.Change with { Participants = [.. Whole.Change.Participants, new(new(null, Mail("Ann"), "A. Nonymous"), Part.Author, "0123456")] } });

    [Fact]
    public void Somebody_who_carried_it_out_and_had_let_another_approve_in_his_place() =>
        Finds("Dora approved it and started it, as Bob.", Whole with { Change = Whole.Change with { Participants = [.. Whole.Change.Participants, new(new(Yes("Dora").Principal, Mail("Bob"), "Bob"), Part.Trigger)] } });

    [Fact]
    public void One_person_who_counts_twice()
    {
        var linked = Whole.Persons.Select(person => person.Name == "Ann" ? person with { Accounts = [Mail("Ann"), "other@example.org"] } : person).ToList();
        Finds("Anna is the same person as in decision 3 and counts once.", With(Whole with { Persons = linked }, Yes("Dora"), Copy(Yes("Dora"), new(null, "other@example.org", "Anna"), null)));
    }

    [Fact]
    public void One_human_being_who_is_two_persons()
    {
        var linked = Whole.Persons.Select(person => person.Name == "Ann" ? person with { SameAs = [Whole.Change.RequestedBy.Person ?? default] } : person).ToList();
        Finds("Ann approved it and asked for the change, as Rita.", Whole with { Persons = linked });
    }

    [Fact]
    public void A_decision_on_other_content() =>
        Finds("Ann decided on another content than was asked about.", With(Whole, Yes("Ann"), Copy(Yes("Ann"), Yes("Ann").By, null, hash: new('a', 64))));

    [Fact]
    public void A_decision_without_having_been_shown_anything() => Finds("what Ann was shown is not known.", With(Whole, Yes("Ann"), Copy(Yes("Ann"), Yes("Ann").By, null, seen: "")));

    [Fact]
    public void A_confirmation_that_was_used_before() =>
        Finds("the confirmation behind it was used for another decision already.", With(Whole, Yes("Dora"), Copy(Yes("Dora"), Yes("Dora").By, Yes("Dora").Principal, stepUp: Yes("Ann").StepUp)));

    [Fact]
    public void Another_plan_than_was_approved()
    {
        var revision = Whole.Revisions[1];
        var other = new ChangeRevision { Change = revision.Change, Number = 2, Plan = revision.Plan with { Environment = "production-us" }, By = revision.By, At = revision.At, Note = revision.Note };
        Finds("the hash of revision 2 under POL-1 revision 1 is not that of what was asked about.", Whole with { Revisions = [Whole.Revisions[0], other] });
    }

    [Fact]
    public void A_beginning_without_enough_approvals() =>
        Finds("round 2 was not approved then: it was Pending.", Whole with { Rounds = [Whole.Rounds[0], Last with { Decisions = [.. Last.Decisions.Where(decision => decision != Yes("Dora"))] }] });

    [Fact]
    public void A_beginning_outside_the_window() => Finds("it began outside its window.", Started(Noon.AddHours(4)));

    [Fact]
    public void A_beginning_that_was_never_approved() => Finds("it did not begin on the strength of its last round.", Whole with { Rounds = [Whole.Rounds[0]], Change = Whole.Change with { Round = 1 } });

    [Fact]
    public void A_decision_of_which_the_audit_chain_does_not_know() =>
        Finds("the audit chain has no act of Ann at 2026-03-02T12:40:00.000Z.", Whole with { Audit = Whole.Audit with { Entries = [.. Whole.Audit.Entries.Where(entry => entry.At != Yes("Ann").At)] } });

    [Fact]
    public void An_audit_entry_that_was_written_anew()
    {
        var chain = Whole.Audit.Entries.ToList();
        var at = chain.FindIndex(entry => entry.Actor == "Ann");
        var fresh = new List<AuditEntry>();
        for (var entry = 1; entry < chain[at].Sequence; entry++) Packs.Append(fresh, "CHG-12", "x", Party.Portal, Noon, "");
        Packs.Append(fresh, "CHG-12", chain[at].Act, Yes("Ann").By, chain[at].At, "{}");
        chain[at] = fresh[^1];
        Assert.Contains(EvidenceCheck.Of(Whole with { Audit = Whole.Audit with { Entries = chain } }), finding => finding.What.StartsWith("it does not build on entry", StringComparison.Ordinal));
    }

    [Fact]
    public void Glass_that_one_person_broke_alone()
    {
        var party = new Scene().House.Party("Adam");
        var alone = new EvidenceBreakGlass(new('b', 64), default, "Quick", party, Noon, Noon.AddHours(1), [], party, Noon.AddMinutes(1), null, null, null, null, "");
        Finds("Adam declared and confirmed it.", Whole with { BreakGlass = [alone] });
    }

    [Fact]
    public void A_freeze_that_whoever_asked_for_the_change_lifted() =>
        Finds("Rita lifted the freeze for it and asked for the change.", Whole with { FreezeOverrides = [Whole.FreezeOverrides[0] with { By = Whole.Change.RequestedBy }] });

    /// <summary>Only what counts or may still count is judged by who took part later.</summary>
    [Fact]
    public void But_whoever_approved_what_became_void_may_edit_it_then()
    {
        var scene = new Scene();
        Assert.Null(scene.Submitted().Approve("Ann"));
        var first = scene.Round;
        Scene.Done(scene.Change.Edit(Scene.Plan with { Environment = "production-us" }, 1, "", scene.House.Party("Ann"), first, Noon.AddMinutes(20)));
        Assert.Empty(EvidenceCheck.Judge(Packs.Of(scene).ToFile(Packs.MadeAt)).Findings);
    }

    [Fact]
    public void And_two_who_broke_the_glass_for_an_emergency_need_nobody_else()
    {
        var (scene, at) = (new Scene(plan: Scene.Plan with { Kind = ChangeKind.Emergency }), Scene.InWindow);
        scene.BreakGlass = Scene.Done(BreakGlass.Declare(scene.Subject, default, "Down", scene.House.Session("Rita", at, BreakGlass.Permission), scene.House.Who, [], at));
        Scene.Done(scene.BreakGlass.Confirm(scene.House.Session("Adam", at, BreakGlass.Permission), scene.House.Who, at));
        Assert.Null(scene.Start("Rita"));
        var whole = Packs.Of(scene).ToFile(Packs.MadeAt);
        Assert.Empty(EvidenceCheck.Judge(whole).Findings);
        Finds("it began without its approvals, and nobody broke the glass for it.", (PackFile.Read(whole).Pack ?? Whole) with { BreakGlass = [] });
    }

    [Fact]
    public void And_a_draft_of_which_nobody_was_asked_fits() => Assert.Empty(EvidenceCheck.Judge(Packs.Of(new Scene()).ToFile(Packs.MadeAt)).Findings);

    private static void Finds(string what, EvidencePack pack) => Assert.Contains(what, EvidenceCheck.Of(pack).Select(finding => finding.What));

    private static EvidencePack With(EvidencePack pack, Decision was, Decision now) =>
        pack with { Rounds = [pack.Rounds[0], pack.Rounds[1] with { Decisions = [.. pack.Rounds[1].Decisions.Select(decision => decision == was ? now : decision)] }] };

    private static EvidencePack Started(DateTimeOffset at) => Whole with
    {
        Change = Whole.Change with { StartedAt = at },
        Timeline = [.. Whole.Timeline.Select(entry => entry.To == ChangeState.Implementing ? entry with { At = at } : entry)],
    };

    private static Decision Copy(Decision decision, Party by, PersonId? principal, string? hash = null, string? seen = null, Guid? stepUp = null) => new()
    {
        Subject = decision.Subject,
        Round = decision.Round,
        Place = decision.Place,
        Kind = decision.Kind,
        By = by,
        Principal = principal,
        At = decision.At,
        ContentHash = hash ?? decision.ContentHash,
        Policy = decision.Policy,
        Seen = seen ?? decision.Seen,
        Text = decision.Text,
        Turn = decision.Turn,
        Groups = decision.Groups,
        ExpiresAt = decision.ExpiresAt,
        StepUp = stepUp ?? decision.StepUp,
        Method = decision.Method,
    };
}
