using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Problems.Components.Words;

/// <summary>The change that fixes a problem, and since when it does.</summary>
public sealed partial class FixCard(Viewer viewer) : ComponentBase
{
    [Parameter, EditorRequired] public Problem Problem { get; set; } = default!;

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private SetFix Fix { get; set; } = default!;

    private Viewer Viewer => viewer;

    private bool Editing { get; set; }

    private bool Busy { get; set; }

    private string Change { get; set; } = "";

    private bool InPlace { get; set; }

    /// <summary>In the zone of whoever looks.</summary>
    private DateTime Since { get; set; }

    private string? Why { get; set; }

    private void Begin()
    {
        var at = viewer.Local(Problem.FixedAt ?? viewer.Now).DateTime;
        (Editing, Why, Change, InPlace, Since) = (true, null, Problem.Change, Problem.FixedAt is not null, at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute)));
    }

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            if (InPlace && Since.Year < 2000)
            {
                Why = "Say since when it is in place.";
                return;
            }

            var local = DateTime.SpecifyKind(Since, DateTimeKind.Unspecified);
            DateTimeOffset? at = InPlace ? new DateTimeOffset(local, viewer.Zone.GetUtcOffset(local)).ToUniversalTime() : null;
            Why = (await Fix.RunAsync(await viewer.ActorAsync(), Problem.Number, Change, at, CancellationToken.None)).Refusal?.Message;
            Editing = Why is not null;
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
