namespace OpsPortal.Domain.Kernel;

/// <summary>The name of a script in the folder that scripts are run from.</summary>
public static class ScriptName
{
    public const int MaxLength = 100;

    /// <summary>The name of a file and nothing else: no folder, no way up, nothing hidden.</summary>
    public static bool IsOne(string name) =>
        name.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
