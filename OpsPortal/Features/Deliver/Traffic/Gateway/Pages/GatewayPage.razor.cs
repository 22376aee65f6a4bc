using System.Data.Common;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Traffic.Gateway.Pages;

/// <summary>The routes of the gateway, with how traffic is shared now: set up, changed, removed.</summary>
public sealed partial class GatewayPage(Viewer viewer, IDialogService dialogs) : ComponentBase, IDisposable
{
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    [Inject] private GatewayTools Tools { get; set; } = default!;

    private IReadOnlyList<GatewayRoute>? Routes { get; set; }

    /// <summary>Null: nothing is being typed.</summary>
    private GatewayForm? Form { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    /// <summary>What is wrong with what was typed; shown in the form.</summary>
    private Refusal? FormWhy { get; set; }

    private string? Failure { get; set; }

    private string Said { get; set; } = "";

    private bool MayWrite => _actor.May(Permissions.TrafficWrite);

    public void Dispose() => _changes?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = Tools.Follow(() => InvokeAsync(ReadAsync));
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            (Routes, Failure) = (await Tools.Shelf.ListAsync(CancellationToken.None), null);
        }
        catch (DbException)
        {
            Failure = "The routes could not be read just now.";
        }

        StateHasChanged();
    }

    private void Begin(GatewayRoute? route) => (Form, FormWhy, Said) = (GatewayForm.Of(route), null, "");

    private Task SaveAsync() => ActAsync(async () =>
    {
        if (Form is not { } form) return;
        var read = form.Read();
        FormWhy = read is Outcome<GatewayRouteDraft>.Done(var draft) ? (await Tools.Desk.SaveAsync(await viewer.ActorAsync(), draft, CancellationToken.None)).Refusal : read.Refusal;
        if (FormWhy is null) (Said, Form) = ($"{form.Service.Trim()} in {form.Environment.Trim()} is saved.", null);
    });

    private Task RemoveAsync(GatewayRoute route) => ActAsync(async () =>
    {
        if (!await ConfirmDialog.AskAsync(dialogs, $"Remove the route of {GatewayDesk.Place(route)}?", "The gateway answers its requests with 404 from then on, and deployments that shift its traffic are refused.", "Remove")) return;
        Why = (await Tools.Desk.RemoveAsync(await viewer.ActorAsync(), route.Service, route.Environment, route.Version, CancellationToken.None)).Refusal;
        if (Why is null) Said = $"The route of {GatewayDesk.Place(route)} is removed.";
    });

    private async Task ActAsync(Func<Task> act)
    {
        if (Busy) return;
        (Busy, Why, FormWhy, Said) = (true, null, null, "");
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
