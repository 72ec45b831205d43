using System.CommandLine;
using Gateway.Areas;
using Gateway.Demo;
using Gateway.Hosting;
using Gateway.Security.Tokens;

namespace Gateway.Commands;

/// <summary><c>gateway demo</c>, and what a start without a verb does: gateway and simulated outside systems on this machine.</summary>
internal static class DemoCommand
{
    private const int UsualPort = 5080;

    public static Command Create(Terminal terminal)
    {
        var area = new Option<string>("--area") { Description = "The area: essex, avon-and-somerset, or store for the gateway's own store without any outside system.", DefaultValueFactory = _ => "essex" };
        var data = new Option<string>("--data") { Description = "The folder of ledger, keys and tokens.", DefaultValueFactory = _ => DefaultData };
        var port = new Option<int>("--port") { Description = "The port of the gateway; 0 for any.", DefaultValueFactory = _ => UsualPort };
        var records = new Option<DirectoryInfo>("--records") { Description = "A folder of structured records that the simulated trust serves beside its own." }.AcceptExistingOnly();
        var check = new Option<bool>("--check") { Description = "Plays the journeys in a folder of their own and ends: 0 if each ended as told." };
        var command = new Command("demo", "Starts the gateway with simulated outside systems on this machine.") { area, data, port, records, check };
        command.SetAction((parsed, cancellation) => parsed.GetValue(check) ? DemoCheck.RunAsync(terminal, parsed.GetRequiredValue(area), cancellation) : RunAsync(terminal, new DemoOptions { Area = parsed.GetRequiredValue(area), Data = parsed.GetRequiredValue(data), Port = parsed.GetRequiredValue(port), Records = parsed.GetValue(records)?.FullName }, cancellation));
        return command;
    }

    /// <summary>Where a demo keeps its things when nobody says: beside the program, so that no folder of the user's is touched.</summary>
    public static string DefaultData => Path.Combine(AppContext.BaseDirectory, "demo-data");

    /// <summary>The demo as it is without options.</summary>
    public static Task<int> RunAsync(Terminal terminal, CancellationToken cancellation) => RunAsync(terminal, new DemoOptions { Data = DefaultData, Port = UsualPort }, cancellation);

    private static async Task<int> RunAsync(Terminal terminal, DemoOptions options, CancellationToken cancellation)
    {
        try
        {
            await using var demo = await StartAsync(options, cancellation);
            Show(terminal, demo, options);
            await demo.WaitAsync(cancellation);
            return CommandLine.Done;
        }
        catch (Exception e) when (e is StartException or AreaFaultsException or IOException)
        {
            return terminal.Refuse("gateway", $" {e.Message}");
        }
        catch (OperationCanceledException)
        {
            return CommandLine.Done;
        }
    }

    // The usual port may be taken; then any will do.
    private static async Task<DemoGateway> StartAsync(DemoOptions options, CancellationToken cancellation)
    {
        try
        {
            return await DemoGateway.StartAsync(options, cancellation);
        }
        catch (IOException) when (options.Port == UsualPort)
        {
            return await DemoGateway.StartAsync(options with { Port = 0 }, cancellation);
        }
    }

    private static void Show(Terminal terminal, DemoGateway demo, DemoOptions options)
    {
        var (write, root) = (terminal.Out, demo.Address.ToString().TrimEnd('/'));
        write.WriteLine(demo.HasSystems ? $"Health and Justice Gateway, {demo.Systems.Area.Title}: a demo with made-up people." : "Health and Justice Gateway: its own store, without any outside system.");
        write.WriteLine();
        write.WriteLine($"  FHIR           {root}/fhir          {root}/fhir/metadata");
        foreach (var source in demo.Services.GetRequiredService<LoadedArea>().Sources.Interfaces)
            write.WriteLine($"  FHIR of {source.Source.Name,-6} {root}/sources/{source.Source.Name}/fhir   for {DemoClients.SourceReader}");
        write.WriteLine($"  health         {root}/health/live   {root}/health/ready   {root}/health/sources   metrics {root}/metrics");
        if (demo.HasSystems)
            foreach (var (name, address) in demo.Systems.Addresses)
                write.WriteLine($"  {name,-14} {address}");
        write.WriteLine($"  ledger, keys   {Path.GetFullPath(options.Data)}");
        write.WriteLine("  tokens");
        foreach (var (client, file) in demo.TokenFiles)
            write.WriteLine($"    {client,-20} {file}");
        write.WriteLine();
        if (demo.HasSystems)
            ShowThings(write, demo, root);
        else
            ShowStore(write, demo, root);
        write.WriteLine("The clients are registered, too: each gets tokens for five minutes by what it signs (SMART Backend Services), e.g.");
        write.WriteLine($"     gateway clients token --url {root} --client {DemoClients.RecordKeeper} --key {demo.KeyFiles[DemoClients.RecordKeeper]} --scope system/Patient.rs");
        write.WriteLine();
        write.WriteLine("Ctrl+C ends it.");
        write.Flush();
    }

    private static void ShowThings(TextWriter write, DemoGateway demo, string root)
    {
        var person = demo.Systems.Population.KnownEverywhere;
        var arrived = demo.Systems.Population.InCustody;
        write.WriteLine("Three things to try, in another terminal:");
        write.WriteLine("  1. A clinician of the trust asks for somebody's medication history:");
        write.WriteLine($"     curl -s -H \"Authorization: Bearer $(cat {demo.TokenFiles[DemoClients.TrustClinician]})\" \"{root}/fhir/MedicationStatement?patient.identifier=https://fhir.nhs.uk/Id/nhs-number|{person.NhsNumber}&_pretty=true\"");
        write.WriteLine("  2. The same while the trust does not answer: the answer says so.");
        write.WriteLine($"     curl -s -X PUT -H \"Content-Type: application/json\" -d '{{\"mode\":\"hang\"}}' {demo.Systems.Trust}control/faults   # and again the first");
        write.WriteLine("  3. Custody raises a health request; staff take it up, and custody is told:");
        write.WriteLine($"     curl -s -X POST -H \"Content-Type: application/json\" -d '{{\"custodyNumber\":\"{arrived.CustodyNumbers[^1]}\",\"urgency\":\"urgent\",\"reasons\":[\"fitness-to-detain\"],\"format\":\"xml\"}}' {demo.Systems.Custody}control/health-requests");
        write.WriteLine($"     curl -s {demo.Systems.Custody}control/received   # a few seconds later");
    }

    private static void ShowStore(TextWriter write, DemoGateway demo, string root)
    {
        write.WriteLine("To try, in another terminal:");
        write.WriteLine($"     curl -s -X POST -H \"Authorization: Bearer $(cat {demo.TokenFiles[DemoClients.RecordKeeper]})\" -H \"Content-Type: application/fhir+json\" -d '{{\"resourceType\":\"Patient\",\"name\":[{{\"family\":\"Example\"}}]}}' {root}/fhir/Patient");
        write.WriteLine($"     curl -s -H \"Authorization: Bearer $(cat {demo.TokenFiles[DemoClients.RecordKeeper]})\" \"{root}/fhir/Patient?family=Example&_pretty=true\"");
    }
}
