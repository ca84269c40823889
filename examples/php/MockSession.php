<?php

declare(strict_types=1);

/** A session of the mock, with people, faults, clock and journal for one test. */
final class MockSession
{
    private string $origin;
    private string $url;

    public function __construct(private string $name)
    {
        $this->origin = getenv('PERSONCTL_MOCK_URL');
        $this->url = "$this->origin/__session/$name";
    }

    /** Returns the environment variables with which a client uses this session. */
    public function settings(): array
    {
        return str_replace($this->origin, $this->url, getenv());
    }

    public function addFault(array $fault): void
    {
        $this->send('POST', '/faults', json_encode($fault));
    }

    /** Returns the requests of the journal in the order of their arrival. */
    public function requests(array $filter = []): array
    {
        $requests = json_decode($this->send('GET', '/requests?' . http_build_query($filter)), true)['requests'];
        usort($requests, fn ($one, $other) => $one['id'] <=> $other['id']);
        return $requests;
    }

    public function drop(): void
    {
        $this->send('DELETE', "/sessions/$this->name");
    }

    private function send(string $method, string $path, string $body = ''): string
    {
        $token = getenv('PERSONCTL_MOCK_ADMIN_TOKEN');
        $headers = ['Content-Type: application/json', ...$token === false ? [] : ["X-Personctl-Admin-Token: $token"]];
        $request = ['method' => $method, 'header' => $headers, 'content' => $body];
        return file_get_contents("$this->url/__admin$path", false, stream_context_create(['http' => $request]));
    }
}
