using System.Security.Cryptography;
using Gateway.Commands;
using Gateway.Commands.Search;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>A gateway that is a store alone, on each kind of store, with the resources and SearchParameters of fhir-candle's tests in it, started when it is first asked for.</summary>
public sealed class StoreDemos : IAsyncLifetime
{
    private readonly string _parameters = Directory.CreateTempSubdirectory("gateway-parameters").FullName;
    private readonly string _keys = Directory.CreateTempSubdirectory("gateway-keys").FullName;
    private readonly Stores _stores = new();
    private readonly Dictionary<string, RunningDemo> _demos = [];

    /// <summary>Where the tests of fhir-candle lie.</summary>
    public static string Candle => Path.Combine(TestFolders.Shared!, "suites", "search-fhir-candle");

    /// <summary>The resources that no store took, by their address.</summary>
    internal IReadOnlyList<string> Refused { get; private set; } = [];

    public Task InitializeAsync() => _stores.InitializeAsync();

    internal async Task<RunningDemo> OnAsync(string store)
    {
        if (!_demos.TryGetValue(store, out var demo))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Candle, "data-r4"), "searchparameter-*"))
                File.Copy(file, Path.Combine(_parameters, Path.GetFileName(file)), overwrite: true);
            var options = await _stores.NewAsync(store);
            var key = Path.Combine(_keys, store);
            await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            var settings = RunningDemo.Patient();
            settings["Gateway:SearchParameters"] = _parameters;
            _demos[store] = demo = await RunningDemo.StartAsync(o => o with { Area = "store", Postgres = options.Postgres, KeyFile = key, Settings = settings });
            await FillAsync(demo);
        }

        return demo;
    }

    public async Task DisposeAsync()
    {
        foreach (var demo in _demos.Values)
            await demo.DisposeAsync();
        await _stores.DisposeAsync();
        Directory.Delete(_parameters, true);
        Directory.Delete(_keys, true);
    }

    // What refers to somebody is taken once these are there, and two of the Patients refer to each other; one Observation's subject is nowhere among the files, and what is about somebody unknown
    // is nobody's to see, so that it comes without an address of its subject.
    private async Task FillAsync(RunningDemo demo)
    {
        var files = SearchFiles.Read([new DirectoryInfo(Path.Combine(Candle, "data-r4"))], new Terminal(TextWriter.Null, TextWriter.Null));
        var left = files.Resources.Where(r => r.Type.Name != "Bundle").GroupBy(r => $"{r.Type.Name}/{r.ChildText("id")}").ToDictionary(g => g.Key, g => Known(g.Last()));
        foreach (var patient in left.Values.Where(r => r.Type.Name == "Patient"))
            await PutAsync(demo, ElementDraft.New(patient.Type).AddText("id", patient.ChildText("id")!).Build());
        for (var before = left.Count + 1; left.Count > 0 && left.Count < before;)
        {
            before = left.Count;
            foreach (var (address, resource) in left.ToList())
                if ((await PutAsync(demo, resource)).Status is System.Net.HttpStatusCode.Created or System.Net.HttpStatusCode.OK)
                    left.Remove(address);
        }

        Refused = [.. left.Keys.Order(StringComparer.Ordinal)];
    }

    private static Element Known(Element resource)
    {
        var draft = resource.Edit();
        References.Edit(draft, resource, (reference, edited) =>
        {
            if (reference["reference"].FirstOrDefault() is { IsNone: false, Text: "Patient/PatientId-patientId" } unknown)
            {
                var left = edited();
                left.Remove(unknown);
                left.AddText("display", "Somebody who is not among the files");
            }
        });
        return draft.Build();
    }

    private static Task<Answer> PutAsync(RunningDemo demo, Element resource) =>
        demo.AskAsync(DemoClients.RecordKeeper, $"fhir/{resource.Type.Name}/{resource.ChildText("id")}", HttpMethod.Put, r => Recorded.Put(r, System.Text.Encoding.UTF8.GetString(FhirJson.ToUtf8(resource))));
}
