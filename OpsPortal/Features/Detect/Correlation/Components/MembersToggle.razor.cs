using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Detect.Correlation.Components;

/// <summary>How many events a row of the queue stands for; opens and closes them.</summary>
public sealed partial class MembersToggle : ComponentBase
{
    [CascadingParameter] private Listing<EventRow> List { get; set; } = default!;

    [Parameter, EditorRequired] public EventRow Row { get; set; } = default!;

    /// <summary>They are shown.</summary>
    private bool Opened => List.IsOpened(Row.Number.ToString());

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private Task ToggleAsync() => List.ToggleAsync(Row.Number.ToString());
}
