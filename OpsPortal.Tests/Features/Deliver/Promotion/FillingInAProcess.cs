using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Verifications.Checks;
using OpsPortal.Features.Deliver.Deployments.Pages.Editing.Form;
using OpsPortal.Features.Deliver.Deployments.Processes;

namespace OpsPortal.Tests.Features.Deliver.Promotion;

/// <summary>The form of a process says the same as its JSON, and loses nothing that it does not show.</summary>
public sealed class FillingInAProcess
{
    public static TheoryData<string> Models => [.. ProcessStarts.All.Select(start => start.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Opening_the_form_and_saving_it_changes_nothing(string model)
    {
        var content = ProcessStarts.All.Single(start => start.Name == model).Content;
        Assert.Equal(ProcessText.Write(content), ProcessText.Write(ProcessForm.Of(content).ToContent()));
    }

    [Fact]
    public void A_check_that_says_more_than_the_form_shows_stays_as_it_was()
    {
        var plain = ProcessStarts.All[0].Content;
        VerificationCheck more = new("More", new CheckTarget.Http("https://service.example/", [new(HttpAspect.Header, "yes", "X-Ready")]), new());
        var content = plain with { Checks = [.. plain.Checks, more], Recipe = plain.Recipe with { Checks = [.. plain.Recipe.Checks, "More"] }, OpensWindow = false };
        var form = ProcessForm.Of(content);
        Assert.True(form.Checks[^1].IsWhole);
        form.Checks[0].Within = 250;
        var saved = form.ToContent();
        Assert.Same(more, saved.Checks[^1]);
        Assert.Contains(((CheckTarget.Http)saved.Checks[0].Target).Assertions, one => one is { Aspect: HttpAspect.WithinMilliseconds, Expected: "250" });
        Assert.False(saved.OpensWindow);
    }

    [Fact]
    public void Another_model_takes_its_rings_from_the_form()
    {
        var form = ProcessForm.Of(ProcessStarts.All[0].Content);
        form.Model.Kind = ModelLines.Phased;
        form.Model.Groups.Add(new() { Name = "first", Percent = 10, Seconds = 60, AskBefore = true });
        form.Model.Groups.Add(new() { Name = "rest", Percent = 90, Seconds = 0 });
        var phased = Assert.IsType<DeploymentModel.Phased>(form.ToContent().Recipe.Model);
        Assert.Equal([new("first", 10, TimeSpan.FromMinutes(1), AskBefore: true), new("rest", 90, TimeSpan.Zero)], phased.Rings);
    }
}
