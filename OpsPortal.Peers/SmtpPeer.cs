using System.Globalization;
using System.Text.Json;

namespace OpsPortal.Peers;

/// <summary>A mail as the server got it, taken apart by Python's own mail library.</summary>
/// <param name="To">The recipient of the envelope.</param>
/// <param name="Headers">The last of each name, as written.</param>
/// <param name="Files">What was attached, in its order.</param>
public sealed record ReceivedMail(string To, string Subject, string Text, string Html, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<ReceivedFile> Files);

/// <summary>A file that came with a mail.</summary>
public sealed record ReceivedFile(string Name, string Type, byte[] Bytes);

/// <summary>A real SMTP server on a free loopback port, which writes what it gets into a folder.</summary>
/// <remarks>Recipients that begin with <c>gone</c> are refused for good (550), with <c>busy</c> for now (451) until <see cref="Open"/>, and with <c>slow</c> it takes its time.</remarks>
public sealed class SmtpPeer : IAsyncDisposable
{
    private const string Script = """
        import asyncio, base64, json, os, sys, uuid
        from email import message_from_bytes, policy
        from aiosmtpd.smtp import SMTP

        folder, port = sys.argv[1], int(sys.argv[2])

        class Box:
            async def handle_RCPT(self, server, session, envelope, address, options):
                name = address.split('@')[0]
                if name.startswith('gone'):
                    return '550 5.1.1 No such mailbox ' + address
                if name.startswith('busy') and not os.path.exists(os.path.join(folder, 'open')):
                    return '451 4.7.1 Try again later'
                if name.startswith('slow'):
                    await asyncio.sleep(30)
                envelope.rcpt_tos.append(address)
                return '250 OK'

            async def handle_DATA(self, server, session, envelope):
                mail = message_from_bytes(envelope.content, policy=policy.default)
                part = lambda kind: (mail.get_body((kind,)).get_content() if mail.get_body((kind,)) else '')
                files = [{'name': file.get_filename(), 'type': file.get_content_type(), 'bytes': base64.b64encode(file.get_payload(decode=True)).decode()} for file in mail.iter_attachments()]
                for to in envelope.rcpt_tos:
                    name = os.path.join(folder, uuid.uuid4().hex)
                    with open(name + '.part', 'w') as file:
                        json.dump({'to': to, 'subject': str(mail['subject']), 'text': part('plain'), 'html': part('html'), 'headers': {key: str(value) for key, value in mail.items()}, 'files': files}, file)
                    os.rename(name + '.part', name + '.json')
                return '250 2.0.0 Accepted'

        async def main():
            server = await asyncio.get_running_loop().create_server(lambda: SMTP(Box()), '127.0.0.1', port)
            print('ready', flush=True)
            async with server:
                await server.serve_forever()

        asyncio.run(main())
        """;

    private readonly string _folder;
    private readonly ChildProcess _process;

    private SmtpPeer(string folder, ChildProcess process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    public string Log => _process.Log;

    /// <summary>The settings that make a portal send through it.</summary>
    public IReadOnlyDictionary<string, string?> Settings(string separator = ":") => new Dictionary<string, string?>
    {
        [$"OpsPortal{separator}Mail{separator}Host"] = "127.0.0.1",
        [$"OpsPortal{separator}Mail{separator}Port"] = Port.ToString(CultureInfo.InvariantCulture),
        [$"OpsPortal{separator}Mail{separator}Security"] = "None",
        [$"OpsPortal{separator}Mail{separator}From"] = "portal@example.org",
    };

    public static async Task<SmtpPeer> StartAsync()
    {
        var python = await Programs.PythonWithSmtpAsync();
        var (folder, port) = (Places.NewFolder("smtp"), Places.FreePort());
        var script = Path.Combine(folder, "server.py");
        await File.WriteAllTextAsync(script, Script);
        var process = ChildProcess.Start(python, [script, folder, port.ToString(CultureInfo.InvariantCulture)], directory: folder);
        await Waiting.UntilAsync(() => process.HasExited || process.Log.Contains("ready", StringComparison.Ordinal), () => $"The SMTP server does not start.\n{process.Log}");
        return process.HasExited ? throw new InvalidOperationException($"The SMTP server ended.\n{process.Log}") : new(folder, process, port);
    }

    /// <summary>From now on also the busy ones are taken.</summary>
    public void Open() => File.WriteAllText(Path.Combine(_folder, "open"), "");

    /// <summary>Everything that came, in the order it came.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. Directory.GetFiles(_folder, "*.json").OrderBy(File.GetLastWriteTimeUtc).Select(file => JsonSerializer.Deserialize<ReceivedMail>(File.ReadAllText(file), JsonSerializerOptions.Web) ?? throw new InvalidDataException(file))];

    /// <summary>The first mail to an address whose subject contains a text, as soon as it is there.</summary>
    public async Task<ReceivedMail> WaitAsync(string to, string subject)
    {
        ReceivedMail? found = null;
        await Waiting.UntilAsync(() => (found = Mails.FirstOrDefault(mail => mail.To == to && mail.Subject.Contains(subject, StringComparison.Ordinal))) is not null,
            () => $"No mail to {to} about {subject}; there are {string.Join(" | ", Mails.Select(mail => $"{mail.To}: {mail.Subject}"))}\n{Log}", TimeSpan.FromSeconds(60));
        return found ?? throw new InvalidOperationException("It was there a moment ago.");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync();
        await _process.DisposeAsync();
        Places.Discard(_folder);
    }
}
