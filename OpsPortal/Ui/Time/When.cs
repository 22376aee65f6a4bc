using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Ui.Time;

/// <summary>An instant as people say it, with the exact time and zone on hover; stays true while the page is open.</summary>
public sealed class When(Viewer viewer, Ticker ticker) : ComponentBase, IDisposable
{
    private IDisposable? _listening;
    private (DateTimeOffset At, string Said) _shown;

    [Parameter, EditorRequired] public DateTimeOffset At { get; set; }

    protected override void OnInitialized() => _listening = ticker.Listen(() => _ = InvokeAsync(Beat));

    protected override bool ShouldRender() => _shown != (At, Said);

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _shown = (At, Said);
        builder.OpenElement(0, "time");
        builder.AddAttribute(1, "datetime", At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        builder.AddAttribute(2, "title", Spans.Full(viewer.Local(At), viewer.ZoneName(At)));
        builder.AddContent(3, Said);
        builder.CloseElement();
    }

    public void Dispose() => _listening?.Dispose();

    private string Said => Spans.Relative(At, viewer.Now);

    private void Beat()
    {
        if (_shown.Said != Said) StateHasChanged();
    }
}
