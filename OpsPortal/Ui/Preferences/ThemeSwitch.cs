using Microsoft.JSInterop;

namespace OpsPortal.Ui.Preferences;

/// <summary>Changes the theme at once in the browser and for good for the person.</summary>
public static class ThemeSwitch
{
    public static async Task ChooseAsync(Viewer viewer, IJSRuntime browser, string theme)
    {
        await browser.InvokeVoidAsync("opsTheme", theme);
        await viewer.ChooseThemeAsync(theme);
    }
}
