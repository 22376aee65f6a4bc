using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Features.Detect.Events.Components.Timeline;

/// <summary>What happened to an event, in plain words.</summary>
public sealed partial class EventTimeline : ComponentBase
{
    [Parameter, EditorRequired] public EventView View { get; set; } = default!;

    private bool NewestFirst { get; set; } = true;

    private IEnumerable<TimelineLine> Entries => NewestFirst ? TimelineWords.Tell(View).Reverse() : TimelineWords.Tell(View);

    private void Turn() => NewestFirst = !NewestFirst;
}
