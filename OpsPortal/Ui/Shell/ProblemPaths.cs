using System.Globalization;

namespace OpsPortal.Ui.Shell;

/// <summary>Where the pages lie that are shown in place of what was asked for.</summary>
public static class ProblemPaths
{
    /// <summary><c>{0}</c> is the status code.</summary>
    public const string Pattern = "/problem/{0}";

    public static string For(int status) => string.Format(CultureInfo.InvariantCulture, Pattern, status);
}
