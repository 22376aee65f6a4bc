using MudBlazor;
using OpsPortal.Ui.Keyboard;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Ui.Lists;

/// <summary>What every list needs of the portal around it.</summary>
public sealed class ListTools(Shortcuts shortcuts, ISnackbar answers, Viewer viewer, PreferenceBook preferences, ILogger<ListTools> log)
{
    public Shortcuts Shortcuts => shortcuts;

    /// <summary>Where the answer to an act appears.</summary>
    public ISnackbar Answers => answers;

    public void Failed(string list, Exception failure) => log.ListFailed(list, failure);

    /// <summary>What this person has set under a name; null where nothing, or nobody is signed in.</summary>
    public async Task<string?> RecallAsync(string name, CancellationToken stopping) =>
        (await viewer.ActorAsync()).Person is { } person ? await preferences.FindAsync(person, name, stopping) : null;

    public async Task RememberAsync(string name, string? value)
    {
        if ((await viewer.ActorAsync()).Person is { } person) await preferences.SetAsync(person, name, value, CancellationToken.None);
    }
}
