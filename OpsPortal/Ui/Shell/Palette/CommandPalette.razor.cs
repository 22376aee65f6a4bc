using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;
using OpsPortal.Domain.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Ui.Shell.Palette;

/// <summary>Everything by name: areas, numbers, themes, and words to search the events for.</summary>
public sealed partial class CommandPalette(NavigationManager navigation, Viewer viewer, IJSRuntime browser, IEnumerable<IJump> jumps) : ComponentBase
{
    private Actor? _actor;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    private string Text { get; set; } = "";

    /// <summary>Index into <see cref="Found"/> of the line that Enter runs.</summary>
    private int Marked { get; set; }

    private IReadOnlyList<Command> Found { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        Find();
    }

    private void Typed(string? text)
    {
        Text = text ?? "";
        Find();
    }

    private void Find()
    {
        var text = Text.Trim();
        var found = new List<Command>();
        foreach (var jump in jumps)
        {
            if (jump.To(text) is var (title, href)) found.Add(new(title, "Open", () => GoAsync(href)));
        }

        found.AddRange(Fixed().Where(command => command.Title.Contains(text, StringComparison.OrdinalIgnoreCase)));
        if (text.Length > 1 && _actor?.May(Permissions.EventsRead) is true)
            found.Add(new($"Search events for “{text}”", "Search", () => GoAsync($"/events?q={Uri.EscapeDataString(text)}")));
        (Found, Marked) = (found, 0);
    }

    private IEnumerable<Command> Fixed()
    {
        foreach (var area in Area.For(_actor!).OfType<Area>()) yield return new($"Go to {area.Title}", "Area", () => GoAsync(area.Href));
        yield return new("Your account", "Page", () => GoAsync("/account"));
        foreach (var (name, title) in Themes.All) yield return new($"Theme: {title}", "Setting", () => ThemeSwitch.ChooseAsync(viewer, browser, name));
        yield return new("Sign out", "Account", async () => await browser.InvokeVoidAsync("opsSignOut"));
    }

    private async Task OnKeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown": Marked = Math.Min(Marked + 1, Math.Max(0, Found.Count - 1)); break;
            case "ArrowUp": Marked = Math.Max(0, Marked - 1); break;
            case "Enter" when Marked < Found.Count: await RunAsync(Found[Marked]); break;
        }
    }

    private async Task RunAsync(Command command)
    {
        Dialog.Close();
        await command.Run();
    }

    private Task GoAsync(string href)
    {
        navigation.NavigateTo(href);
        return Task.CompletedTask;
    }
}
