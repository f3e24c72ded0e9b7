// vcsim from govmomi's root module: the nested vcsim module cannot be installed by version.
package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"log"
	"net/url"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/vmware/govmomi/simulator"
	_ "github.com/vmware/govmomi/vapi/simulator"
)

func main() {
	model := simulator.VPX()
	listen := flag.String("l", "127.0.0.1:0", "listen address")
	username := flag.String("username", "", "user that may log in; any when empty")
	passwordFile := flag.String("password-file", "", "file that holds the password")
	methodDelay := flag.String("method-delay", "", "delay in ms per method or task, METHOD:MS,...")
	trace := flag.Bool("trace", false, "trace SOAP traffic to stderr")
	flag.IntVar(&model.Datacenter, "dc", model.Datacenter, "datacenters")
	flag.IntVar(&model.Cluster, "cluster", model.Cluster, "clusters")
	flag.IntVar(&model.ClusterHost, "host", model.ClusterHost, "hosts per cluster")
	flag.IntVar(&model.Host, "standalone-host", model.Host, "standalone hosts")
	flag.IntVar(&model.Pool, "pool", model.Pool, "resource pools per compute resource")
	flag.IntVar(&model.Machine, "vm", model.Machine, "virtual machines per resource pool")
	flag.IntVar(&model.Folder, "folder", model.Folder, "folders")
	flag.IntVar(&model.Datastore, "ds", model.Datastore, "local datastores")
	flag.IntVar(&model.Portgroup, "pg", model.Portgroup, "port groups")
	flag.BoolVar(&model.Autostart, "autostart", model.Autostart, "power on the generated machines")
	flag.IntVar(&model.DelayConfig.Delay, "delay", 0, "delay of every call in ms")
	flag.Parse()

	if *methodDelay != "" {
		model.DelayConfig.MethodDelay = map[string]int{}
		for _, pair := range strings.Split(*methodDelay, ",") {
			name, ms, _ := strings.Cut(pair, ":")
			value, err := strconv.Atoi(ms)
			if err != nil {
				log.Fatalf("-method-delay %q: %v", pair, err)
			}
			model.DelayConfig.MethodDelay[name] = value
		}
		simulator.TaskDelay.MethodDelay = model.DelayConfig.MethodDelay // for names of tasks: CloneVm, PowerOn
	}
	if err := model.Create(); err != nil {
		log.Fatal(err)
	}
	model.Service.TLS = new(tls.Config)
	model.Service.Listen = &url.URL{Host: *listen}
	if *username != "" {
		password, err := os.ReadFile(*passwordFile)
		if err != nil {
			log.Fatal(err)
		}
		model.Service.Listen.User = url.UserPassword(*username, strings.TrimSpace(string(password)))
	}
	model.Service.RegisterEndpoints = true
	if *trace {
		simulator.Trace = true
	}
	server := model.Service.NewServer()
	address := *server.URL // a copy: the service checks logins against the user in its own
	address.User = nil
	fmt.Printf("export GOVC_URL=%s GOVC_SIM_PID=%d\n", &address, os.Getpid())

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	<-stop
	time.AfterFunc(time.Second, func() { os.Exit(0) })
	model.Remove()
	server.Close()
}
