namespace OpsPortal.Ui;

internal static partial class UiLog
{
    [LoggerMessage(8001, LogLevel.Warning, "The number beside {Area} could not be counted")]
    public static partial void CountFailed(this ILogger log, string area, Exception failure);

    [LoggerMessage(8002, LogLevel.Warning, "The list {List} could not be read")]
    public static partial void ListFailed(this ILogger log, string list, Exception failure);

    [LoggerMessage(8003, LogLevel.Error, "A page failed: {Path}")]
    public static partial void PageFailed(this ILogger log, string path, Exception failure);
}
