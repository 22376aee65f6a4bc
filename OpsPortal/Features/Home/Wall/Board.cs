using OpsPortal.Domain.People;
using OpsPortal.Features.Home.Widgets;

namespace OpsPortal.Features.Home.Wall;

/// <summary>What a wallboard shows at once.</summary>
/// <param name="Keys">Of widgets.</param>
public sealed record Board(string Title, IReadOnlyList<string> Keys)
{
    /// <summary>In the order in which they take turns.</summary>
    public static IReadOnlyList<Board> All { get; } =
    [
        new("Queue and incidents", ["queue", "waiting", "incidents"]),
        new("Services", ["health", "uptime"]),
        new("Changes today", ["deployments", "windows"]),
        new("People and sources", ["on-call", "sources"]),
    ];

    /// <summary>The boards of which the actor may see anything.</summary>
    public static IReadOnlyList<(Board Board, IReadOnlyList<HomeWidget> Widgets)> For(Actor actor) => [.. All.Select(board => (board, HomeWidget.Of(board.Keys, actor))).Where(board => board.Item2.Count > 0)];
}
