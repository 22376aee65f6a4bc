using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace OpsPortal.Ui.Keyboard;

/// <summary>The one place where keys come in from the browser; it is told which keys matter, so others never travel.</summary>
public sealed class KeyListener(Shortcuts shortcuts, IJSRuntime browser) : ComponentBase, IDisposable
{
    private DotNetObjectReference<KeyListener>? _self;

    /// <summary>From now on no key is missed.</summary>
    [Parameter] public EventCallback Listening { get; set; }

    /// <summary>Answers when the key has done all it does, with any dialog it opened; the browser sends the next one then.</summary>
    [JSInvokable("Pressed")]
    public Task PressedAsync(string key) => InvokeAsync(async () =>
    {
        try
        {
            await shortcuts.PressAsync(key);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await DispatchExceptionAsync(failure);
        }
    });

    /// <summary>Answers when everything the browser sent before has been handled and drawn.</summary>
    [JSInvokable("Heard")]
    public Task HeardAsync() => InvokeAsync(() => { });

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        shortcuts.Changed += Tell;
        await TellAsync();
        await Listening.InvokeAsync();
    }

    public void Dispose()
    {
        shortcuts.Changed -= Tell;
        _self?.Dispose();
    }

    private void Tell() => _ = InvokeAsync(TellAsync);

    private async Task TellAsync()
    {
        try
        {
            await browser.InvokeVoidAsync("opsKeys", shortcuts.Keys, shortcuts.OpeningKeys, _self);
        }
        catch (JSDisconnectedException)
        {
            _self?.Dispose(); // the browser has gone, and its keys with it
        }
    }
}
