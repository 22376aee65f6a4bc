namespace OpsPortal.Features.Detect.Sources.Acts;

/// <summary>Everything a person can do with one source.</summary>
public sealed class SourceDesk(RotateSourceKey rotate, ChangeSource change, SetSourceSecret secret, RemoveSource remove)
{
    public RotateSourceKey Rotate => rotate;

    public ChangeSource Change => change;

    public SetSourceSecret Secret => secret;

    public RemoveSource Remove => remove;
}
