using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OpsPortal.Storage.Bulk;

/// <summary>
/// One INSERT, prepared once and stepped for each row, bound by place. Values are stored exactly as Microsoft.Data.Sqlite stores them;
/// its parameters find their place by name and cost more than the row.
/// </summary>
internal sealed class SqliteInsert : IDisposable
{
    /// <summary>As Microsoft.Data.Sqlite writes an instant.</summary>
    private const string InstantFormat = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly byte[] _instant = new byte[InstantFormat.Length];
    private DateTime _formatted = DateTime.MinValue;
    private int _formattedLength;

    /// <param name="connection">Open, inside the transaction that the rows belong to.</param>
    public SqliteInsert(SqliteConnection connection, string table, IReadOnlyList<string> columns)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        var text = $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select((_, at) => $"?{at + 1}"))})";
        Check(raw.sqlite3_prepare_v2(_database, text, out _statement));
    }

    /// <summary>Gives the column at a place, from 0, its value for the next row.</summary>
    public void Bind(int at, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(_statement, at + 1),
        string text => raw.sqlite3_bind_text(_statement, at + 1, text),
        long number => raw.sqlite3_bind_int64(_statement, at + 1, number),
        int number => raw.sqlite3_bind_int64(_statement, at + 1, number),
        DateTime instant => BindInstant(at, instant),
        Guid id => raw.sqlite3_bind_text(_statement, at + 1, id.ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant()),
        bool flag => raw.sqlite3_bind_int64(_statement, at + 1, flag ? 1 : 0),
        double number => raw.sqlite3_bind_double(_statement, at + 1, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, at + 1, bytes),
        Enum constant => raw.sqlite3_bind_int64(_statement, at + 1, Convert.ToInt64(constant, CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"A {value.GetType().Name} cannot be inserted in bulk."),
    });

    /// <summary>Inserts the row that was bound.</summary>
    public void Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result != raw.SQLITE_DONE) Check(result);
        Check(raw.sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    /// <summary>The instants of one row, and of the rows of one batch, are mostly the same.</summary>
    private int BindInstant(int at, DateTime instant)
    {
        if (instant != _formatted || _formattedLength == 0)
        {
            instant.TryFormat(_instant, out _formattedLength, InstantFormat, CultureInfo.InvariantCulture);
            _formatted = instant;
        }

        return raw.sqlite3_bind_text(_statement, at + 1, _instant.AsSpan(0, _formattedLength));
    }

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK) return;
        throw new SqliteException($"SQLite Error {result}: '{raw.sqlite3_errmsg(_database).utf8_to_string()}'.", result & 0xff, raw.sqlite3_extended_errcode(_database));
    }
}
