using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using static OpsPortal.Domain.Respond.Problems.ProblemState;

namespace OpsPortal.Tests.Domain.Respond.Problems;

/// <summary>A problem from proposal to closure: what is allowed, what is refused, and what is kept.</summary>
public sealed class WorkingAProblem
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Dana = new(PersonId.New(Noon), "Dana", "dana@example.org", Permissions.All, "");
    private static readonly ProblemText Known = new("The disk fills up", "Every night", "Logs are not rotated", "Empty /var/log");

    [Fact]
    public void Every_arrow_of_the_lifecycle_is_meant()
    {
        var allowed = from one in Enum.GetValues<ProblemState>() from other in Enum.GetValues<ProblemState>() where ProblemLifecycle.Allows(one, other) select $"{one}>{other}";
        Assert.Equal(
            [
                "Proposed>Confirmed", "Proposed>Dismissed", "Confirmed>KnownError", "Confirmed>Resolved", "Confirmed>Dismissed", "KnownError>Confirmed", "KnownError>Resolved",
                "Resolved>Confirmed", "Resolved>KnownError", "Resolved>Closed", "Closed>Confirmed", "Closed>KnownError", "Dismissed>Proposed", "Dismissed>Confirmed",
            ],
            allowed);
    }

    [Fact]
    public void Whoever_confirms_it_owns_it_and_a_second_is_refused()
    {
        var problem = Proposed();
        Assert.Null(problem.Confirm("", Dana, Noon).Refusal);
        Assert.Equal((Confirmed, "Dana", Dana.Person), (problem.State, problem.OwnerName, problem.Owner));
        Assert.Equal("problem.not-from-state", problem.Confirm("", Dana, Noon).Refusal?.Code);
    }

    [Fact]
    public void It_is_a_known_error_once_cause_and_workaround_are_known_and_stays_known()
    {
        var problem = Proposed();
        Assert.Equal("problem.not-from-state", problem.DeclareKnownError(Dana, Noon).Refusal?.Code);
        problem.Confirm("", Dana, Noon);
        Assert.Equal("problem.not-known", problem.DeclareKnownError(Dana, Noon).Refusal?.Code);
        problem.Write(Known with { Workaround = " " }, 0, Dana, Noon);
        Assert.Equal("problem.not-known", problem.DeclareKnownError(Dana, Noon).Refusal?.Code);
        problem.Write(Known, 1, Dana, Noon);
        Assert.Null(problem.DeclareKnownError(Dana, Noon).Refusal);
        Assert.Equal((KnownError, Noon), (problem.State, problem.KnownErrorAt));
        Assert.Equal("problem.not-known", problem.Write(Known with { RootCause = "" }, 2, Dana, Noon).Refusal?.Code);
        Assert.Null(problem.WithdrawKnownError("It was something else", Dana, Noon).Refusal);
        Assert.Equal((Confirmed, (DateTimeOffset?)null), (problem.State, problem.KnownErrorAt));
    }

    [Fact]
    public void Of_two_who_write_at_once_the_later_is_told_and_nothing_is_lost()
    {
        var problem = Proposed();
        Assert.Null(problem.Write(Known, 0, Dana, Noon).Refusal);
        Assert.Equal(ProblemRefusals.TextChangedCode, problem.Write(Known with { Workaround = "Restart it" }, 0, Dana, Noon).Refusal?.Code);
        Assert.Equal(("Empty /var/log", 1), (problem.Workaround, problem.TextVersion));
        Assert.Contains("root cause, workaround", problem.NewEntries[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CHG-12", "CHG-12")]
    [InlineData(" chg-7 ", "CHG-7")]
    [InlineData("https://git.example/pull/4", "https://git.example/pull/4")]
    [InlineData("", "")]
    public void A_change_is_named_by_number_or_address(string given, string kept) => Assert.Equal(kept, Assert.IsType<Outcome<string>.Done>(ChangeReference.Read(given)).Value);

    [Theory]
    [InlineData("CHG-0")]
    [InlineData("CHG-x")]
    [InlineData("last Tuesday")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@git.example/")]
    public void Nothing_else_is_a_change(string given) => Assert.Equal("problem.invalid-change", ChangeReference.Read(given).Refusal?.Code);

    [Fact]
    public void A_fix_lies_in_the_past_and_comes_before_the_resolution()
    {
        var problem = Proposed();
        Assert.Equal("problem.fix-not-now", problem.SetFix("CHG-1", Noon, Dana, Noon).Refusal?.Code);
        problem.Confirm("", Dana, Noon);
        Assert.Equal("problem.fix-missing", problem.Resolve("", Dana, Noon).Refusal?.Code);
        Assert.Equal("problem.invalid-fix-time", problem.SetFix("CHG-1", Noon.AddMinutes(1), Dana, Noon).Refusal?.Code);
        Assert.Equal("problem.invalid-fix-time", problem.SetFix("CHG-1", Noon.AddDays(-366), Dana, Noon).Refusal?.Code);
        Assert.Null(problem.SetFix("CHG-1", null, Dana, Noon).Refusal);
        Assert.Equal("problem.fix-missing", problem.Resolve("", Dana, Noon).Refusal?.Code);
        Assert.Null(problem.SetFix("chg-1", Noon.AddDays(-2), Dana, Noon).Refusal);
        Assert.Null(problem.Resolve("", Dana, Noon).Refusal);
        Assert.Equal((Resolved, "CHG-1", Noon.AddDays(-2)), (problem.State, problem.Change, problem.FixedAt));
        Assert.Equal("problem.fix-missing", problem.SetFix("CHG-1", null, Dana, Noon).Refusal?.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FixVerdict.TooEarly)]
    [InlineData(FixVerdict.Fewer)]
    [InlineData(FixVerdict.Unchanged)]
    [InlineData(FixVerdict.MoreOften)]
    [InlineData(FixVerdict.CannotTell)]
    public void What_has_not_been_shown_to_have_stopped_is_closed_with_a_reason(FixVerdict? verdict)
    {
        var problem = ResolvedOne();
        Assert.Equal("problem.not-stopped", problem.Close(" ", verdict, Dana, Noon).Refusal?.Code);
        Assert.Null(problem.Close("The service goes away", verdict, Dana, Noon).Refusal);
        Assert.Equal((Closed, Noon), (problem.State, problem.EndedAt));
    }

    [Fact]
    public void What_has_stopped_is_closed_without_a_word() => Assert.Null(ResolvedOne().Close("", FixVerdict.Stopped, Dana, Noon).Refusal);

    [Fact]
    public void What_is_reopened_is_what_it_was_known_as_and_without_the_fix()
    {
        var problem = ResolvedOne(known: true);
        problem.Close("Enough", null, Dana, Noon);
        Assert.Equal("problem.text-missing", problem.Reopen("", Dana, Noon).Refusal?.Code);
        Assert.Null(problem.Reopen("It is back", Dana, Noon).Refusal);
        Assert.Equal((KnownError, "", (DateTimeOffset?)null, (DateTimeOffset?)null), (problem.State, problem.Change, problem.FixedAt, problem.EndedAt));
        var unknown = ResolvedOne();
        unknown.Reopen("It is back", Dana, Noon);
        Assert.Equal(Confirmed, unknown.State);
    }

    [Fact]
    public void What_was_dismissed_can_be_proposed_again_and_keeps_why_it_was()
    {
        var problem = Proposed();
        Assert.Equal("problem.text-missing", problem.Dismiss("", Dana, Noon).Refusal?.Code);
        Assert.Null(problem.Dismiss("A test machine", Dana, Noon).Refusal);
        Assert.Equal("problem.is-over", problem.Assign(null, "", Dana.Person, "Dana", Dana, Noon).Refusal?.Code);
        Assert.Null(problem.ProposeAgain("Twice as often", Dana, Noon.AddDays(3)).Refusal);
        Assert.Equal((ProblemState.Proposed, "Twice as often", Noon.AddDays(3)), (problem.State, problem.Grounds, problem.ProposedAt));
        Assert.Contains(problem.NewEntries, entry => entry.Text == "A test machine");
    }

    [Fact]
    public void An_act_that_is_refused_changes_nothing_and_every_act_leaves_a_line()
    {
        var problem = Proposed();
        var (version, lines) = (problem.Version, problem.NewEntries.Count);
        Assert.NotNull(problem.Close("x", null, Dana, Noon).Refusal);
        Assert.NotNull(problem.Resolve("x", Dana, Noon).Refusal);
        Assert.NotNull(problem.Reopen("x", Dana, Noon).Refusal);
        Assert.NotNull(problem.WithdrawKnownError("x", Dana, Noon).Refusal);
        Assert.NotNull(problem.ProposeAgain("x", Dana, Noon).Refusal);
        Assert.NotNull(problem.Comment(" ", Dana, Noon).Refusal);
        Assert.NotNull(problem.Reprioritise(problem.Priority, "x", Dana, Noon).Refusal);
        Assert.Equal((version, lines), (problem.Version, problem.NewEntries.Count));
        problem.Confirm("", Dana, Noon);
        problem.Reprioritise(Priority.P1, "It costs a lot", Dana, Noon);
        problem.Recognise(new("DiskFull", "shop"), Dana, Noon);
        problem.Comment("Looked", Dana, Noon);
        Assert.Equal(lines + 4, problem.NewEntries.Count);
        Assert.Equal(new ProblemPattern("DiskFull", "shop"), problem.Pattern);
    }

    [Theory]
    [InlineData("", "problem.no-title")]
    [InlineData("  ", "problem.no-title")]
    public void It_has_a_title(string title, string code) => Assert.Equal(code, Problem.Propose(new(1), title, ProblemPattern.None, Priority.P3, "", Dana, Noon).Refusal?.Code);

    [Fact]
    public void A_number_is_read_as_people_say_it()
    {
        Assert.True(ProblemNumber.TryParse("prb-7", null, out var number));
        Assert.Equal("PRB-7", number.ToString());
        Assert.False(ProblemNumber.TryParse("INC-7", null, out _));
        Assert.False(ProblemNumber.TryParse("PRB-0", null, out _));
    }

    private static Problem Proposed() => Assert.IsType<Outcome<Problem>.Done>(Problem.Propose(new(1), "The disk fills up", ProblemPattern.None, Priority.P3, "Five times", Dana, Noon)).Value;

    private static Problem ResolvedOne(bool known = false)
    {
        var problem = Proposed();
        problem.Confirm("", Dana, Noon);
        if (known)
        {
            problem.Write(Known, 0, Dana, Noon);
            problem.DeclareKnownError(Dana, Noon);
        }

        problem.SetFix("CHG-1", Noon.AddDays(-1), Dana, Noon);
        Assert.Null(problem.Resolve("", Dana, Noon).Refusal);
        return problem;
    }
}
