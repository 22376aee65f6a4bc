using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Approvals.Acts;
using OpsPortal.Features.People.StepUps.Prompt;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Approvals.Pages;

/// <summary>Who decides in one's place, and for whom one does.</summary>
public sealed partial class DelegationsPage(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    [Inject] private Delegations Delegations { get; set; } = default!;

    private PersonId? Me { get; set; }

    private IReadOnlyList<Delegation>? Given { get; set; }

    private IReadOnlyList<(PersonId Id, string Name)> People { get; set; } = [];

    private string To { get; set; } = "";

    private DateTime From { get; set; }

    private DateTime Until { get; set; }

    private string Reason { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    protected override async Task OnInitializedAsync()
    {
        Me = (await viewer.ActorAsync()).Person;
        From = Zones.ToLocal(viewer.Now, Zone).Date;
        Until = From.AddDays(7);
        People = await Delegations.CandidatesAsync(Me, CancellationToken.None);
        await ReadAsync();
    }

    private async Task ReadAsync() => Given = Me is { } me ? await Delegations.OfAsync(me, CancellationToken.None) : [];

    private Task GiveAsync() => ActAsync(async () =>
    {
        if (!Guid.TryParse(To, out var to)) return;
        if (await StepUpPrompt.AskAsync(dialogs, "Let somebody decide in your place") is not { } stepUp) return;
        var outcome = await Delegations.GiveAsync(await viewer.SessionAsync(), stepUp, new PersonId(to), Zones.ToInstant(From, Zone), Zones.ToInstant(Until, Zone), Reason, CancellationToken.None);
        Why = outcome.Refusal;
        if (outcome is Outcome<Delegation>.Done(var given)) (Said, To, Reason) = ($"{given.DelegateName} stands in for you.", "", "");
    });

    private Task RevokeAsync(Delegation one) => ActAsync(async () =>
    {
        Why = (await Delegations.RevokeAsync(await viewer.SessionAsync(), one.Id, CancellationToken.None)).Refusal;
        if (Why is null) Said = $"{one.DelegateName} no longer stands in for you.";
    });

    private async Task ActAsync(Func<Task> act)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            await act();
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
