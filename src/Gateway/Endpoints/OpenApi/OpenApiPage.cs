using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Endpoints.OpenApi;

/// <summary>The description as a page that is read without scripts and without anything from elsewhere.</summary>
internal sealed class OpenApiPage
{
    private const string Style = """
        :root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem 1.5rem;color:#212b32;background:#fff}
        a{color:#005eb8}a:focus,summary:focus,pre:focus{outline:3px solid #ffb81c;outline-offset:2px}.skip{position:absolute;left:-999rem}.skip:focus{position:static}
        code,pre{font:.9rem/1.4 ui-monospace,monospace}pre{background:#f0f4f5;padding:.75rem;overflow:auto;max-height:30rem;white-space:pre-wrap;overflow-wrap:anywhere}
        table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #768692}
        section{margin-top:2rem}h3{border-top:4px solid #005eb8;padding-top:.75rem}summary{cursor:pointer;font-weight:600}nav ul{columns:2;padding-left:1.2rem}
        @media(prefers-color-scheme:dark){body{color:#f0f4f5;background:#1b2226}a{color:#8cc2ff}pre{background:#2b3439}}@media(max-width:40rem){nav ul{columns:1}}
        """;

    private readonly HtmlText _html = new();
    private readonly JsonNode _document;

    private OpenApiPage(JsonNode document)
    {
        _document = document;
        Write();
        Html = Encoding.UTF8.GetBytes($"<!DOCTYPE html>{_html}");
    }

    public byte[] Html { get; }

    /// <summary>What the page may load: its own style, by its hash, and nothing else.</summary>
    public string Policy { get; } = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static OpenApiPage Of(byte[] document) => new(JsonNode.Parse(document)!);

    private void Write() => _html.Element("html", () => _html.Element("head", Head).Element("body", Body), ("lang", "en-GB"));

    private void Head() => _html.Void("meta", ("charset", "utf-8")).Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
        .Element("title", Text(_document["info"], "title")).Element("style", () => _html.Raw(Style));

    private void Body() => _html.Element("a", "To the operations", ("class", "skip"), ("href", "#operations"))
        .Element("header", () =>
        {
            _html.Element("h1", Text(_document["info"], "title")).Prose(Text(_document["info"], "description"));
            _html.Element("p", () => _html.Text("The same for programs: ").Element("a", "openapi/gateway.json", ("href", OpenApiEndpoints.Document)).Text("."));
        })
        .Element("nav", () => _html.Element("h2", "Operations").Element("ul", () =>
        {
            foreach (var (path, method, operation) in Operations())
                _html.Element("li", () => _html.Element("a", $"{method} {path}", ("href", $"#{Text(operation, "operationId")}")));
        }), ("aria-label", "Operations"))
        .Element("main", () =>
        {
            foreach (var tag in _document["tags"]!.AsArray())
                _html.Element("section", () => Tag(tag!));
            _html.Element("section", Schemas);
        }, ("id", "operations"));

    private void Tag(JsonNode tag)
    {
        _html.Element("h2", Text(tag, "name")).Prose(Text(tag, "description"));
        foreach (var (path, method, operation) in Operations().Where(o => (string?)o.Operation["tags"]![0] == Text(tag, "name")))
            Operation(path, method, operation);
    }

    private void Operation(string path, string method, JsonNode operation)
    {
        _html.Element("h3", () => _html.Text($"{Text(operation, "summary")}: ").Element("code", $"{method} {path}"), ("id", Text(operation, "operationId")!)).Prose(Text(operation, "description"));
        if (operation["security"] is JsonArray security && security.Select(s => s?["backendServices"]?[0]).FirstOrDefault(s => s is not null) is { } scope)
            _html.Element("p", () => _html.Text("Scope: ").Element("code", (string?)scope));
        if (operation["parameters"] is JsonArray parameters)
            Table("Parameters", ["Name", "Where", "What"], parameters.Select(p => Resolved(p!)).Select(p => new[] { $"`{Text(p, "name")}`", $"{Text(p, "in")}{((bool?)p["required"] is true ? ", required" : "")}", Text(p, "description") ?? "" }));
        if (operation["requestBody"] is { } body)
            Content("Content", body["content"]!);
        Table("Answers", ["Status", "What"], operation["responses"]!.AsObject().Select(r => new[] { r.Key, Text(Resolved(r.Value!), "description") ?? "" }));
        foreach (var (status, response) in operation["responses"]!.AsObject())
            if (Resolved(response!)["content"] is { } content)
                Content($"Answer {status}", content);
    }

    private void Content(string title, JsonNode content)
    {
        foreach (var (type, media) in content.AsObject())
            foreach (var (name, example) in media!["examples"]?.AsObject() ?? [])
                _html.Element("details", () => _html.Element("summary", () => _html.Text($"{title} in ").Element("code", type).Text(Text(example, "summary") is { } summary ? $": {summary}" : ""))
                    .Element("pre", Shown(example!["value"]!), ("tabindex", "0"), ("aria-label", $"{title}, {type}, {name}")));
    }

    private void Schemas()
    {
        _html.Element("h2", "Models");
        foreach (var (name, schema) in _document["components"]!["schemas"]!.AsObject())
            _html.Element("details", () =>
            {
                _html.Element("summary", name).Prose(Text(schema, "description"));
                Table(null, ["Element", "Form", "What"], OpenApiRows.Of(schema!, ""));
            }, ("id", $"model-{name}"));
    }

    private void Table(string? caption, string[] heads, IEnumerable<string[]> rows) => _html.Element("table", () =>
    {
        if (caption is not null)
            _html.Element("caption", caption);
        _html.Element("thead", () => _html.Element("tr", () =>
        {
            foreach (var head in heads)
                _html.Element("th", head, ("scope", "col"));
        })).Element("tbody", () =>
        {
            foreach (var row in rows)
                _html.Element("tr", () =>
                {
                    for (var i = 0; i < row.Length; i++)
                        _html.Element(i == 0 ? "th" : "td", () => _html.Inline(row[i]), i == 0 ? [("scope", "row")] : []);
                });
        });
    });

    private IEnumerable<(string Path, string Method, JsonNode Operation)> Operations() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key.ToUpperInvariant(), operation.Value!);

    private JsonNode Resolved(JsonNode node) => (string?)node["$ref"] is { } reference ? reference.TrimStart('#', '/').Split('/').Aggregate(_document, (at, step) => at[step]!) : node;

    private static string? Text(JsonNode? node, string name) => (string?)node?[name];

    private static string Shown(JsonNode value) => value is JsonValue text && text.TryGetValue<string>(out var content) ? content : value.ToJsonString(s_indented);

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
