using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;
using OpsPortal.Ui.Keyboard;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Ui.Shell;

/// <summary>Rail, top bar and the page between them.</summary>
public sealed partial class MainLayout(NavigationManager navigation, Shortcuts shortcuts, IDialogService dialogs, Viewer viewer, IJSRuntime browser) : LayoutComponentBase, IDisposable
{
    /// <summary>Colours are our own stylesheet's; this carries the type only.</summary>
    private static readonly MudTheme Plain = new()
    {
        Typography = { Default = { FontFamily = ["var(--ops-font)"], FontSize = "14px" }, Button = { FontFamily = ["var(--ops-font)"], TextTransform = "none" } },
        LayoutProperties = { DefaultBorderRadius = "6px" },
    };

    private IDisposable? _keys;
    private bool _dialogOpen;

    private bool DrawerOpen { get; set; }

    /// <summary>Clicks and keys are heard.</summary>
    private bool Ready { get; set; }

    private ErrorBoundary? Boundary { get; set; }

    private string Path => "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0];

    protected override void OnInitialized()
    {
        navigation.LocationChanged += Moved;
        _keys = shortcuts.Bind("Anywhere",
        [
            new("ctrl+k", "Search and commands", OpenPaletteAsync) { Opens = true },
            new("?", "This help", OpenHelpAsync) { Opens = true },
        ]);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && viewer.Zone.Equals(TimeZoneInfo.Utc)) viewer.SetZone(await browser.InvokeAsync<string?>("opsZone") ?? "");
    }

    public void Dispose()
    {
        navigation.LocationChanged -= Moved;
        _keys?.Dispose();
    }

    private void Moved(object? sender, LocationChangedEventArgs to)
    {
        DrawerOpen = false;
        Recover();
        _ = InvokeAsync(StateHasChanged);
    }

    private void Recover() => Boundary?.Recover();

    private void ToggleDrawer() => DrawerOpen = !DrawerOpen;

    private void CloseDrawer() => DrawerOpen = false;

    private Task OpenPaletteAsync() => OpenAsync<CommandPalette>("Search and commands", new() { NoHeader = true, MaxWidth = MaxWidth.Small, FullWidth = true, Position = DialogPosition.TopCenter, CloseOnEscapeKey = true });

    private Task OpenHelpAsync() => OpenAsync<HelpDialog>("Keys", new() { CloseButton = true, MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true });

    private async Task OpenAsync<TDialog>(string title, DialogOptions options) where TDialog : IComponent
    {
        if (_dialogOpen) return;
        _dialogOpen = true;
        var dialog = await dialogs.ShowAsync<TDialog>(title, options);
        _ = ClosedAsync(dialog);
    }

    private async Task ClosedAsync(IDialogReference dialog)
    {
        await dialog.Result;
        _dialogOpen = false;
    }
}
