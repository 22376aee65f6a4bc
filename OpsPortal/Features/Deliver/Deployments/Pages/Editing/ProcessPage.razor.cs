using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Pages.Editing.Form;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Deployments.Pages.Editing;

/// <summary>Says how a service is deployed to an environment.</summary>
public sealed partial class ProcessPage(Viewer viewer, NavigationManager navigation) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [SupplyParameterFromQuery(Name = "service")] public string? AskedService { get; set; }

    [SupplyParameterFromQuery(Name = "environment")] public string? AskedEnvironment { get; set; }

    [Inject] private ProcessDesk Desk { get; set; } = default!;

    [Inject] private Catalogue Catalogue { get; set; } = default!;

    private bool MayPlan => _actor.May(Permissions.DeploymentsPlan);

    private IReadOnlyList<CatalogueEntry> Services => Catalogue.Current.Services;

    private IEnumerable<string> Environments => ServiceKey.TryParse(Service, null, out var key) ? Catalogue.Current.Find(key)?.Facts.Environments.Select(environment => environment.Name) ?? [] : [];

    private string Service { get; set; } = "";

    private string Environment { get; set; } = "";

    /// <summary>As JSON; while the form is shown, as it was when that was opened.</summary>
    private string Text { get; set; } = "";

    /// <summary>Null: it is written as JSON.</summary>
    private ProcessForm? Form { get; set; }

    /// <summary>The version that was read; 0: there is none.</summary>
    private int Seen { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        (Service, Environment) = (AskedService ?? "", AskedEnvironment ?? "");
        await ReadAsync();
        if (Text.Length == 0 && MayPlan) Begin(ProcessStarts.All[0]);
        ShowForm();
    }

    private Task ChooseServiceAsync(ChangeEventArgs chosen)
    {
        (Service, Environment) = (chosen.Value as string ?? "", "");
        return ReadAsync();
    }

    private Task ChooseEnvironmentAsync(ChangeEventArgs chosen)
    {
        Environment = chosen.Value as string ?? "";
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (!ServiceKey.TryParse(Service, null, out var key) || await Desk.FindAsync(key, Environment, CancellationToken.None) is not { } found) return;
        Show(found.Version, found.Content);
    }

    private void Begin(ProcessStart start)
    {
        Show(Seen, start.Content);
        (Why, Said) = (null, "");
    }

    /// <summary>Shows a process in the way that is open.</summary>
    private void Show(int seen, ProcessContent content)
    {
        (Seen, Text) = (seen, ProcessText.Write(content));
        if (Form is not null) Form = ProcessForm.Of(content);
    }

    /// <summary>What cannot be read stays as JSON, with why.</summary>
    private void ShowForm()
    {
        if (Form is not null || Text.Length == 0) return;
        var read = ProcessText.Read(Text);
        (Why, Form) = (read.Refusal, read is Outcome<ProcessContent>.Done(var content) ? ProcessForm.Of(content) : null);
    }

    private void ShowText()
    {
        if (Form is null) return;
        (Text, Form, Why) = (ProcessText.Write(Form.ToContent()), null, null);
    }

    private async Task SaveAsync()
    {
        if (Busy || !ServiceKey.TryParse(Service, null, out var key)) return;
        (Busy, Why, Said) = (true, null, "");
        var outcome = await Desk.SaveAsync(_actor, key, Environment, Form is null ? Text : ProcessText.Write(Form.ToContent()), Seen, CancellationToken.None);
        (Busy, Why) = (false, outcome.Refusal);
        if (outcome is not Outcome<DeploymentProcess>.Done(var saved)) return;
        Show(saved.Version, saved.Content);
        Said = "Saved. The next deployment follows it.";
    }

    private async Task RemoveAsync()
    {
        if (Busy || !ServiceKey.TryParse(Service, null, out var key)) return;
        Busy = true;
        Why = (await Desk.RemoveAsync(_actor, key, Environment, CancellationToken.None)).Refusal;
        Busy = false;
        if (Why is null) navigation.NavigateTo("/deployments/processes");
    }
}
