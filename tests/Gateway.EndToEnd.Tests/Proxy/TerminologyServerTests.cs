using System.Net;

namespace Gateway.EndToEnd.Tests.Proxy;

/// <summary>That operations on codes ask the terminology server for what is not loaded, and tell a no from a silence.</summary>
public sealed class TerminologyServerTests : IAsyncLifetime, IDisposable
{
    private const string Translate = "/ConceptMap/$translate";
    private StandInServer _server = null!;
    private ProxyStand _stand = null!;

    public async Task InitializeAsync()
    {
        _server = await StandInServer.StartAsync();
        _stand = new ProxyStand { Settings = new() { ["Terminology:Server:Address"] = _server.Address.AbsoluteUri, ["Terminology:Server:Limits:Retries"] = "0" } };
        await _stand.InitializeAsync();
    }

    public void Dispose() => _stand.Dispose();

    public async Task DisposeAsync()
    {
        await _stand.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_no_loaded_ConceptMap_says_the_server_is_asked()
    {
        var unknown = await AskAsync();
        _server.Give(Translate, """{"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":true},{"name":"match","part":[{"name":"equivalence","valueCode":"equal"},{"name":"concept","valueCoding":{"system":"http://target","code":"T"}}]}]}""");
        var told = await AskAsync();
        _server.Give(Translate, """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]}""", 500);
        var silent = await AskAsync();

        new[] { unknown, told, silent }.Select(a => a.Status).Should().Equal(HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
        told.Text.Should().Contain("\"http://target\"").And.Contain("\"T\"");
        silent.Headers.RetryAfter.Should().NotBeNull();
        _server.Asked.Should().OnlyContain(a => a.Method == "POST" && a.Path == Translate && a.Body.Contains("\"404684003\"", StringComparison.Ordinal));
    }

    private Task<Data.Answer> AskAsync() => _stand.AskAsync("/fhir/ConceptMap/$translate?url=http://map/unloaded&system=http://snomed.info/sct&code=404684003");
}
