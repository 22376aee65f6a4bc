using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.States;

/// <summary>Stands where a page was that threw.</summary>
public sealed partial class PageFailure(NavigationManager navigation, ILogger<PageFailure> log) : ComponentBase
{
    [Parameter, EditorRequired] public Exception? Failure { get; set; }

    [Parameter] public EventCallback OnRetry { get; set; }

    protected override void OnInitialized()
    {
        if (Failure is not null) log.PageFailed(navigation.ToBaseRelativePath(navigation.Uri), Failure);
    }
}
