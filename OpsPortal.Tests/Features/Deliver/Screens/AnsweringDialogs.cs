using System.Reflection;
using MudBlazor;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People.Components;
using OpsPortal.Features.People.StepUps.Prompt;

namespace OpsPortal.Tests.Features.Deliver.Screens;

/// <summary>Dialogs that a person answers at once: notes with a text, the question who it is with a step-up, the question whether to go on with yes. Null: the person thinks better of it.</summary>
public class AnsweringDialogs : DispatchProxy
{
    private Func<Guid?> _stepUp = () => null;

    private string? _note;

    public static IDialogService With(string? note, Func<Guid?> stepUp)
    {
        var dialogs = Create<IDialogService, AnsweringDialogs>();
        (((AnsweringDialogs)dialogs)._note, ((AnsweringDialogs)dialogs)._stepUp) = (note, stepUp);
        return dialogs;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod is not { Name: nameof(IDialogService.ShowAsync), IsGenericMethod: true }) return null;
        var asked = targetMethod.GetGenericArguments()[0];
        object? given = asked == typeof(StepUpPrompt) ? _stepUp() : asked == typeof(NoteDialog) && _note is not null ? new NoteWritten(_note, "", false, () => Task.CompletedTask) : asked == typeof(ConfirmDialog) && _note is not null ? true : null;
        var reference = Create<IDialogReference, Answered>();
        ((Answered)reference).Result = given is null ? DialogResult.Cancel() : DialogResult.Ok(given);
        return Task.FromResult(reference);
    }

    /// <summary>A dialog that is over.</summary>
    public class Answered : DispatchProxy
    {
        public DialogResult? Result { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name == $"get_{nameof(IDialogReference.Result)}" ? Task.FromResult(Result) : null;
    }
}
