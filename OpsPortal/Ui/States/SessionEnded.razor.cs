using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.States;

/// <summary>What a page becomes whose session ended while it was open: the way to sign in again and come back.</summary>
public sealed partial class SessionEnded(NavigationManager navigation) : ComponentBase
{
    protected override void OnInitialized() =>
        navigation.NavigateTo($"/sign-in?notice=session-ended&return={Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri))}", forceLoad: true);
}
